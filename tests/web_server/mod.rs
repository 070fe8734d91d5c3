//! A web server within a test, on this machine: it answers as it is told to, faults and all. Plain threads of the standard
//! library; it ends with the test.

#![allow(dead_code, reason = "every test uses its own part of this")]

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The path with its query.
    pub(crate) path: String,
    /// The whole head.
    pub(crate) head: String,
    /// How often this path was asked for before.
    pub(crate) before: usize,
}

/// What the server does.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// Sends these bytes, head and all, and ends the connection.
    Raw(Vec<u8>),
    /// Sends them in pieces of some bytes, with a wait before each.
    Drip(Vec<u8>, usize, Duration),
    /// Sends this head and then zeros until the other side goes.
    Endless(Vec<u8>),
    /// Says nothing for a while.
    Silence(Duration),
    /// Breaks the connection without a word.
    Reset,
}

/// The server, and what it was asked.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<HashMap<String, usize>>>,
}

impl Server {
    /// Starts a server on 127.0.0.1.
    pub(crate) fn start(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        Self::start_at(Ipv4Addr::LOCALHOST.into(), answer)
    }

    /// Starts a server on an address of this machine.
    pub(crate) fn start_at(ip: IpAddr, answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((ip, 0)).unwrap_or_else(|error| panic!("no server: {error}"));
        let address = listener.local_addr().unwrap_or_else(|error| panic!("no server: {error}"));
        let asked: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
        let (answer, counts) = (Arc::new(answer), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, counts) = (Arc::clone(&answer), Arc::clone(&counts));
                thread::spawn(move || serve(stream, &counts, &*answer));
            }
        });
        Self { address, asked }
    }

    /// The address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How often a path was asked for.
    pub(crate) fn asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).get(path).copied().unwrap_or(0)
    }
}

fn serve(mut stream: TcpStream, asked: &Mutex<HashMap<String, usize>>, answer: &dyn Fn(&Request) -> Answer) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
    // The request stays in the socket: one that is closed so resets the connection.
    let mut head = vec![0; 16 << 10];
    let length = loop {
        match stream.peek(&mut head) {
            Ok(0) | Err(_) => return,
            // TLS, which is not spoken here: whoever does gets an answer in plain words.
            Ok(length) if head[0] == 0x16 => break length,
            Ok(length) if head[..length].windows(4).any(|end| end == b"\r\n\r\n") => break length,
            Ok(_) => thread::sleep(Duration::from_millis(1)),
        }
    };
    let head = String::from_utf8_lossy(&head[..length]).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let before = {
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        let count = asked.entry(path.clone()).or_default();
        *count += 1;
        *count - 1
    };
    let answer = answer(&Request { path, head, before });
    if matches!(answer, Answer::Reset) {
        return;
    }
    let _ = stream.read_exact(&mut vec![0; length]);
    // Whoever was asking may have gone: that is what some of these answers are for.
    let _ = match answer {
        Answer::Raw(bytes) => stream.write_all(&bytes),
        Answer::Drip(bytes, size, wait) => bytes.chunks(size).try_for_each(|piece| {
            thread::sleep(wait);
            stream.write_all(piece)
        }),
        Answer::Endless(head) => stream.write_all(&head).and_then(|()| {
            loop {
                stream.write_all(&[b' '; 4096])?;
            }
        }),
        Answer::Silence(time) => {
            thread::sleep(time);
            Ok(())
        }
        Answer::Reset => Ok(()),
    };
}

/// An answer with its status, further headers and body; the length is said.
pub(crate) fn reply(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    let headers = headers.iter().map(|header| format!("{header}\r\n")).collect::<String>();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    Answer::Raw([head.as_bytes(), body].concat())
}

/// A page in UTF-8.
pub(crate) fn page(html: &str) -> Answer {
    reply("200 OK", &["Content-Type: text/html; charset=utf-8"], html)
}

/// A redirection.
pub(crate) fn redirect(to: &str) -> Answer {
    reply("302 Found", &[&format!("Location: {to}")], "")
}
