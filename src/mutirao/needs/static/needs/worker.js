"use strict";
// Gives the answering page without a connection, and sends what waits when the browser says that there is one.
const KEPT = `mutirao ${self.registration.scope}`;
const PATIENCE = 5000;

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", event => event.waitUntil(self.clients.claim()));
addEventListener("sync", event => event.waitUntil(self.answerQueue.send()));
addEventListener("fetch", event => {
  if (event.request.method === "GET") event.respondWith(answerTo(event.request));
});

async function answerTo(request) {
  const kept = await (await caches.open(KEPT)).match(request, { ignoreVary: true });
  if (!kept) return fetch(request);
  // A connection that hangs is no better than none.
  const hangs = new Promise(resolve => setTimeout(resolve, PATIENCE));
  try {
    const came = await Promise.race([fetch(request), hangs]);
    return came && came.status < 500 ? came : kept;
  } catch {
    return kept;
  }
}
