// What a tester has entered, kept in the browser's database: a closed tab loses nothing of it.

const DATABASE = "threshold";
const STORE = "drawings";

/** Opens the shelf with all that is on it; where a browser keeps nothing, only for this visit. */
export async function open() {
  try {
    const database = await connect();
    const store = database.transaction(STORE).objectStore(STORE);
    const [keys, entries] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    return new Shelf(database, keys, entries);
  } catch {
    return new Shelf(null, [], []);
  }
}

class Shelf {
  constructor(database, keys, entries) {
    this.database = database;
    this.keys = keys;
    this.entries = entries;
    this.keeps = database !== null; // whether all of it is kept
  }

  add(entry) {
    this.entries.push(entry);
    // Not awaited: the next entry may come at once, and requests are taken in their order.
    const index = this.keys.push(undefined) - 1;
    this.write(async (store) => {
      this.keys[index] = await done(store.add(entry));
    });
  }

  takeBack() {
    const key = this.keys.pop();
    if (key !== undefined) this.write((store) => done(store.delete(key)));
    return this.entries.pop();
  }

  clear() {
    this.keys = [];
    this.entries = [];
    this.write((store) => done(store.clear()));
  }

  async write(change) {
    try {
      await change(this.database.transaction(STORE, "readwrite").objectStore(STORE));
    } catch {
      this.keeps = false;
    }
  }
}

async function connect() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true });
  return done(request);
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
