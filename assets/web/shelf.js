// What a tester has entered, kept in the browser's database: a closed tab loses nothing of it.

const DATABASE = "threshold";
const STORE = "drawings";
const PATIENCE = 3000; // ms for a database that doesn't answer

/** Opens the shelf with all that is on it; where a browser keeps nothing, only for this visit. */
export async function open() {
  try {
    const shelf = new Shelf(await Promise.race([connect(), impatience()]));
    await shelf.read();
    return shelf;
  } catch {
    return new Shelf(null);
  }
}

class Shelf {
  constructor(database) {
    this.database = database;
    this.keys = [];
    this.entries = [];
    this.keeps = database !== null; // whether all of it is kept
    this.changes = 0;
    // Called with the number of first entries that are still the same.
    this.onchange = () => {};
    // Other tabs of this browser share the shelf.
    this.channel = new BroadcastChannel(DATABASE);
    this.channel.onmessage = () => this.read();
  }

  add(entry) {
    // In order, whichever tab it comes from.
    const key = [Math.max(Date.now(), (this.keys.at(-1)?.[0] ?? 0) + 1), Math.random()];
    this.keys.push(key);
    this.entries.push(entry);
    this.write((store) => store.add(entry, key));
    this.onchange(this.entries.length - 1);
  }

  takeBack() {
    const [key, entry] = [this.keys.pop(), this.entries.pop()];
    this.write((store) => store.delete(key));
    this.onchange(this.entries.length);
    return entry;
  }

  clear() {
    this.keys = [];
    this.entries = [];
    this.write((store) => store.clear());
    this.onchange(0);
  }

  /** Takes over what the database holds. */
  async read() {
    let before, keys, entries;
    do {
      before = this.changes;
      const store = this.database.transaction(STORE).objectStore(STORE);
      [keys, entries] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    } while (before !== this.changes); // something was entered meanwhile
    const other = keys.findIndex((key, index) => String(key) !== String(this.keys[index]));
    [this.keys, this.entries] = [keys, entries];
    this.onchange(other < 0 ? keys.length : other);
  }

  async write(change) {
    this.changes += 1;
    try {
      const transaction = this.database.transaction(STORE, "readwrite");
      change(transaction.objectStore(STORE));
      await finished(transaction);
      this.channel.postMessage("changed");
    } catch {
      this.keeps = false;
      this.onchange(this.entries.length);
    }
  }
}

async function connect() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return done(request);
}

function impatience() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE));
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
}
