import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * EPUBCheck on many books in one virtual machine: starting it costs seconds, one more small book some milliseconds.
 *
 * <p>Every fatal error, error and warning is a problem. One JSON line per book: {"book", "problems"}.
 */
public final class EpubCheckAll {
  public static void main(String[] books) throws Exception {
    Locale.setDefault(Locale.ENGLISH);
    // EPUBCheck notes message identifiers in this one static set, a plain HashSet; two threads write to it here.
    MasterReport.allReportedMessageIds = ConcurrentHashMap.newKeySet();

    List<Callable<Void>> checks = new ArrayList<>();
    for (String book : books) {
      checks.add(() -> check(book));
    }
    ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      for (var check : threads.invokeAll(checks)) {
        check.get(); // a book that makes EPUBCheck itself fail ends the run, not only its own verdict
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Void check(String book) throws Exception {
    Problems report = new Problems();
    report.setEpubFileName(book);
    new EpubCheck(new File(book), report).doValidate();
    System.out.println(new ObjectMapper().writeValueAsString(Map.of("book", book, "problems", report.problems)));
    return null;
  }

  /** Keeps the messages that count, as text. */
  private static final class Problems extends MasterReport {
    final List<String> problems = new ArrayList<>();

    @Override
    public void message(Message message, EPUBLocation location, Object... arguments) {
      if (message.getSeverity().toInt() >= Severity.WARNING.toInt()) {
        problems.add(String.format("%s %s %s:%d:%d %s", message.getSeverity(), message.getID(), location.getPath(),
            location.getLine(), location.getColumn(), message.getMessage(arguments)));
      }
    }

    @Override
    public void info(String resource, FeatureEnum feature, String value) {}

    @Override
    public void initialize() {}

    @Override
    public int generate() {
      return problems.isEmpty() ? 0 : 1;
    }
  }
}
