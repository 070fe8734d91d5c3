//! Room in memory for pixels. A picture of a few kilobytes may come to hundreds of megabytes once it is decoded; books that
//! are made at the same time share what there is.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// So many bytes of pixels may be held at a time: one gigabyte.
const MOST: u64 = 1 << 30;

/// Room for decoded pictures. Clones share it: who wants to decode waits until there is enough.
#[derive(Clone, Default)]
pub struct PixelRoom(Arc<Shared>);

#[derive(Default)]
struct Shared {
    taken: Mutex<u64>,
    freed: Condvar,
}

impl fmt::Debug for PixelRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PixelRoom")
    }
}

impl PixelRoom {
    /// Takes room, once there is so much. More than there is in all gets all of it.
    ///
    /// Nobody may take more while he holds some: two who do would wait for each other.
    pub(super) fn take(&self, bytes: u64) -> Place {
        let bytes = bytes.min(MOST);
        let taken = self.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = |taken: &mut u64| *taken + bytes > MOST;
        let mut taken = self.0.freed.wait_while(taken, waits).unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Place { room: self.clone(), bytes }
    }
}

/// Room that is held until this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    room: PixelRoom,
    bytes: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.room.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *taken = taken.saturating_sub(self.bytes);
        self.room.0.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn never_is_more_held_than_there_is() {
        let room = PixelRoom::default();
        let (held, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for share in 1..=12_u64 {
                let (room, held, most) = (room.clone(), &held, &most);
                scope.spawn(move || {
                    for _ in 0..20 {
                        // Some want all there is, or more.
                        let bytes = MOST / 6 * share;
                        let place = room.take(bytes);
                        let now = held.fetch_add(place.bytes, Ordering::SeqCst) + place.bytes;
                        most.fetch_max(now, Ordering::SeqCst);
                        std::thread::yield_now();
                        held.fetch_sub(place.bytes, Ordering::SeqCst);
                        drop(place);
                    }
                });
            }
        });
        assert!(most.into_inner() <= MOST);
        assert_eq!(*room.0.taken.lock().unwrap(), 0);
    }
}
