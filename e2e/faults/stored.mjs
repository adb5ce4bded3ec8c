// What lies in the page's storage, looked at and tampered with from the page itself.

/** Runs in the page: does something with the store, in one transaction, and gives the result of its last request. */
function inStore({ mode, act, key, bytes }) {
  return new Promise((done, fail) => {
    const opening = indexedDB.open('halfstar');
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction('kept', mode);
      const store = transaction.objectStore('kept');
      const [keys, values] =
        act === 'read' ? [store.getAllKeys(), store.getAll()] : [undefined, store.put(new Uint8Array(bytes), key)];
      transaction.onabort = () => fail(transaction.error);
      transaction.oncomplete = () => {
        database.close();
        const plain = (value) => (ArrayBuffer.isView(value) ? [...value] : value);
        done(keys?.result.map((name, place) => [name, plain(values.result[place])]));
      };
    };
  });
}

/** Everything that is stored, by key: bytes as a Buffer. */
export async function stored(page) {
  const rows = await page.evaluate(inStore, { mode: 'readonly', act: 'read' });
  return new Map(rows.map(([key, value]) => [key, Array.isArray(value) ? Buffer.from(value) : value]));
}

/** Writes bytes under a key, past the page. */
export const put = (page, key, bytes) => page.evaluate(inStore, { mode: 'readwrite', act: 'put', key, bytes: [...bytes] });

/** What is stored of a member, by key: the number that counts forgettings tells nothing of them. */
export async function keptOf(page) {
  return [...(await stored(page)).keys()].filter((key) => key !== 'epoch');
}
