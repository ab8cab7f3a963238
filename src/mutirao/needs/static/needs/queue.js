"use strict";
// Answers that wait on this device. The page and its worker share this file.
self.answerQueue = (() => {
  const open = () => new Promise((resolve, reject) => {
    const request = indexedDB.open("mutirao-answers", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("sheets", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  const run = async (mode, ask) => {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        // Strict: what the page calls kept has reached the disk.
        const transaction = database.transaction("sheets", mode, { durability: "strict" });
        const request = ask(transaction.objectStore("sheets"));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  };

  const keep = sheet => run("readwrite", store => store.put(sheet));
  const forget = key => run("readwrite", store => store.delete(key));
  const all = () => run("readonly", store => store.getAll());

  // "sent", "refused" with what the server said, or "waits": only an answer that names the key counts, since a
  // network that asks for a password answers everything with a page of its own.
  const post = async sheet => {
    let said;
    try {
      const reply = await fetch(sheet.address, {
        method: "POST",
        credentials: "omit",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: sheet.body,
        signal: AbortSignal.timeout(30000),
      });
      said = await reply.json();
    } catch {
      return { state: "waits" };
    }
    if (said.stored === sheet.key) return { state: "sent" };
    return said.refused ? { state: "refused", reason: said.refused, errors: said.errors } : { state: "waits" };
  };

  const sendOne = async sheet => {
    const came = await post(sheet);
    if (came.state === "sent") await forget(sheet.key);
    if (came.state === "refused") await keep({ ...sheet, refused: came.reason });
    return came;
  };

  // One at a time over all tabs and the worker.
  const send = () => navigator.locks.request("mutirao-answers", async () => {
    let nSent = 0;
    for (const sheet of await all()) nSent += (await sendOne(sheet)).state === "sent";
    return nSent;
  });

  return { keep, forget, all, send, sendOne };
})();
