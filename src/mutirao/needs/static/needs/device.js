"use strict";
// Answering on a device: all pages in one document, sheets in a queue that is sent when there is a connection.
(() => {
  const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const queue = self.answerQueue;
  const byId = id => document.getElementById(id);
  const form = byId("sheet");
  const words = form.dataset;
  const pages = [...form.querySelectorAll("[data-page]")];
  const receipt = byId("receipt");
  const here = location.href.split("#")[0];
  const address = new URL(words.send, location).href;
  const draftName = `sheet ${address.split("?")[0]}`;
  const draws = JSON.parse(words.draws);
  const fieldsIn = part => [...part.querySelectorAll("input, select, textarea")].filter(field => !field.name.startsWith("sheet:"));
  const question = name => form.querySelector(`[data-question="${CSS.escape(name)}"]`);
  let draft;

  const newCode = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => LETTERS[byte & 31]).join("");
  const digest = async code => {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`mutirao ${code}`));
    return [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, "0")).join("");
  };

  // What is typed lives as long as this tab: loading again or changing the language loses nothing.
  const turn = () => Number(localStorage.getItem(draftName) || 0);
  const freshDraft = () => ({ code: newCode(), began: Date.now(), drawn: draws.lists[turn() % draws.lists.length] || [], typed: [] });
  const saveDraft = () => {
    draft.typed = [...new FormData(form)].filter(([name]) => !["sheet:language", "sheet:questionnaire"].includes(name));
    sessionStorage.setItem(draftName, JSON.stringify(draft));
  };
  const restore = () => {
    draft = JSON.parse(sessionStorage.getItem(draftName)) || freshDraft();
    const given = Map.groupBy ? Map.groupBy(draft.typed, pair => pair[0]) : draft.typed.reduce((all, pair) => all.set(pair[0], [...(all.get(pair[0]) || []), pair]), new Map());
    for (const [name, [[, count]]] of given) if (name.endsWith(":entries")) while (Number(form.elements[name].value) < Number(count)) addEntry(name.slice(0, -8));
    for (const field of form.elements) {
      const values = (given.get(field.name) || []).map(pair => pair[1]);
      if (!values.length) continue;
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else field.value = values[0];
    }
  };

  // What does not apply is out of sight, out of the keyboard's way and out of what is sent.
  const setShown = (part, isShown) => {
    part.hidden = !isShown;
    part.dataset.off = isShown ? "" : "yes";
    for (const field of fieldsIn(part)) field.disabled = field.closest('[data-off="yes"]') !== null;
  };
  const around = (part = null) => {
    const key = part && part.dataset.question ? part.dataset.question : "";
    const place = key.slice(0, key.lastIndexOf(":") + 1);
    const answers = {};
    for (const [name, value] of new FormData(form)) {
      const seen = (place && name.startsWith(place) ? name.slice(place.length) : name).replace(":", "_");
      if (value) answers[seen] = seen in answers ? `${answers[seen]} ${value}` : value;
    }
    return { answers, here: answers[key.slice(place.length)] || "", today: new Date().toISOString().slice(0, 10) };
  };
  const holds = (condition, part) => self.needsLogic.isTrue(self.needsLogic.evaluate(JSON.parse(condition), around(part)));
  const applyConditions = () => {
    const conditional = [...form.querySelectorAll("[data-relevant]")];
    for (let round = 0, changed = true; changed && round < 5; round++) {
      changed = false;
      for (const part of conditional) {
        const isShown = holds(part.dataset.relevant, part);
        if (isShown === (part.dataset.off === "yes")) changed = true;
        if (part.matches("[data-page]")) { part.dataset.off = isShown ? "" : "yes"; fieldsIn(part).forEach(field => { field.disabled = !isShown; }); }
        else setShown(part, isShown);
      }
    }
  };
  const addEntry = name => {
    const count = form.elements[`${name}:entries`];
    const last = [...question(name).querySelectorAll(":scope > fieldset.card")].pop();
    const [old, fresh] = [`${name}:${count.value}:`, `${name}:${Number(count.value) + 1}:`];
    const entry = last.cloneNode(true);
    for (const part of entry.querySelectorAll("*")) for (const each of part.attributes) each.value = each.value.replaceAll(old, fresh);
    for (const field of fieldsIn(entry)) { if (["checkbox", "radio"].includes(field.type)) field.checked = false; else field.value = ""; }
    const title = entry.querySelector("legend");
    title.textContent = title.textContent.replace(/\d+/, Number(count.value) + 1);
    last.after(entry);
    count.value = Number(count.value) + 1;
  };

  const present = () => Math.min(Math.max(Number(location.hash.slice(1)) || 0, 0), pages.length - 1);
  const isAsked = page => page.dataset.off !== "yes" && (page === pages[0] || fieldsIn(page).some(field => !field.disabled) || !fieldsIn(page).length);
  const neighbour = (number, step) => {
    do number += step; while (pages[number] && !isAsked(pages[number]));
    return pages[number] ? number : -1;
  };
  const show = number => {
    const asked = pages.filter(isAsked);
    pages.forEach((page, place) => { page.hidden = place !== number; });
    byId("back").hidden = number === 0;
    byId("next").textContent = neighbour(number, 1) < 0 ? words.finish : words.next;
    byId("place").textContent = `${asked.indexOf(pages[number]) + 1} / ${asked.length}`;
    form.hidden = false;
    receipt.hidden = true;
  };
  const goTo = number => {
    location.hash = number;
    show(number);
    const heading = pages[number].querySelector("h1, h2");
    heading.tabIndex = -1;
    heading.focus();
  };

  const isAnswered = part => {
    const given = fieldsIn(part).filter(field => ["checkbox", "radio"].includes(field.type) ? field.checked && field.value : field.value.trim());
    return part.matches(".card") ? ["importance", "competence"].every(which => given.some(field => field.name.endsWith(`:${which}`))) : given.length > 0;
  };
  const mark = (part, sentence) => {
    const wrong = Object.assign(document.createElement("p"), { className: "wrong", textContent: sentence });
    part.append(wrong);
    const field = fieldsIn(part).find(each => !each.disabled);
    if (field) field.setAttribute("aria-invalid", "true");
  };
  const unmark = () => {
    form.querySelectorAll(".wrong").forEach(old => old.remove());
    form.querySelectorAll("[aria-invalid]").forEach(field => field.removeAttribute("aria-invalid"));
  };
  // The first part of the page with something wrong; the server looks again at everything.
  const faults = page => {
    unmark();
    for (const part of page.querySelectorAll("[data-required], [data-constraint]")) {
      if (part.closest('[data-off="yes"]')) continue;
      if ("required" in part.dataset && !isAnswered(part)) mark(part, words.missing);
      else if (part.dataset.constraint && isAnswered(part) && !holds(part.dataset.constraint, part)) mark(part, part.dataset.allowed || words.wrong);
    }
    for (const field of page.querySelectorAll('input[name^="sheet:"], select[name^="sheet:"]')) if (field.required && !field.checkValidity()) mark(field.closest(".field"), words.missing);
    for (const field of page.querySelectorAll("[inputmode=decimal]:enabled")) if (field.value && !/^\s*[-\u2212]?[\p{Number}\s.,\u066b\u066c]+$/u.test(field.value)) mark(field.closest(".question"), words.number);
    const first = page.querySelector(".wrong");
    if (first) first.parentElement.querySelector("input, select, textarea").focus();
    return first !== null;
  };

  const sheet = async () => {
    const key = await digest(draft.code);
    const body = new URLSearchParams(new FormData(form));
    body.set("sheet:key", key);
    body.set("sheet:seconds", Math.round((Date.now() - draft.began) / 1000));
    draft.drawn.forEach(name => body.append("sheet:asked", name));
    body.set("sheet:end", "yes");
    return { key, address, body: body.toString() };
  };
  const finish = async () => {
    const filled = await sheet();
    try {
      await queue.keep(filled);
    } catch {
      return tell(words.full);
    }
    const came = await queue.sendOne(filled);
    if (came.errors) {
      await queue.forget(filled.key);
      return showErrors(came);
    }
    thank(came.state === "refused" ? came.reason : words[came.state]);
  };
  const showErrors = ({ reason, errors }) => {
    unmark();
    for (const [name, sentence] of Object.entries(errors)) mark(question(name) || pages[0], sentence);
    tell(reason);
    goTo(pages.findIndex(page => page.querySelector(".wrong")));
  };
  const thank = sentence => {
    byId("code").textContent = draft.code.match(/.{4}/g).join("-");
    byId("came").textContent = sentence;
    localStorage.setItem(draftName, turn() + 1);
    sessionStorage.removeItem(draftName);
    form.reset();
    form.hidden = true;
    receipt.hidden = false;
    receipt.focus();
    tell();
  };

  const tell = async (sentence = "") => {
    const own = (await queue.all()).filter(each => each.address.split("?")[0] === address.split("?")[0]);
    const refused = own.filter(each => each.refused);
    const parts = [sentence];
    if (own.length > refused.length) parts.push(`${words.waiting} ${own.length - refused.length}.`);
    if (refused.length) parts.push(`${words.kept} ${refused.length}. ${refused[0].refused}`);
    byId("state").textContent = parts.filter(Boolean).join(" ");
    byId("state").hidden = !byId("state").textContent;
  };
  const sendWaiting = async () => {
    const nSent = await queue.send();
    tell(nSent ? `${words.sentNow} ${nSent}.` : "");
  };

  // The document in each language, its sheets of style and its scripts; then the connection may go.
  const keepOnDevice = async () => {
    const worker = await navigator.serviceWorker.register(words.worker);
    const parts = [...document.querySelectorAll("[data-keep], link[rel=stylesheet], link[rel=icon], script[src]")];
    const wanted = new Set([here, ...parts.map(part => (part.href || part.src).split("#")[0])]);
    const kept = await caches.open(`mutirao ${worker.scope}`);
    await kept.addAll([...wanted]);
    for (const old of await kept.keys()) if (!wanted.has(old.url)) await kept.delete(old);
    await navigator.serviceWorker.ready;
    byId("ready").hidden = false;
    if (navigator.storage) navigator.storage.persist();
    if (worker.sync) await worker.sync.register("answers");
  };

  const onward = () => {
    if (faults(pages[present()])) return;
    const next = neighbour(present(), 1);
    if (next < 0) finish();
    else goTo(next);
  };
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (event.submitter && event.submitter.name === "more") addEntry(event.submitter.value);
    else onward();
  });
  form.addEventListener("input", () => { applyConditions(); saveDraft(); });
  byId("next").addEventListener("click", onward);
  byId("back").addEventListener("click", () => goTo(neighbour(present(), -1)));
  byId("hand-over").addEventListener("click", () => {
    byId("code").textContent = "";
    location.replace(here);
  });
  document.querySelectorAll("a[data-keep]").forEach(link => link.addEventListener("click", () => { link.hash = location.hash; }));
  addEventListener("hashchange", () => { if (receipt.hidden) show(present()); });
  // A browser keeps documents to come back to, with what the last person saw on them.
  addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
  addEventListener("online", sendWaiting);
  setInterval(sendWaiting, 60000);

  // The server leaves the names of cards out of their fields, so that the form travels in half the bytes.
  for (const card of form.querySelectorAll("fieldset.card[data-question]"))
    for (const part of card.querySelectorAll('[name^="~:"], [for^="id_~:"]'))
      for (const each of part.attributes) each.value = each.value.replace("~:", `${card.dataset.question}:`);

  restore();
  draws.cards.forEach(name => setShown(question(name), draft.drawn.includes(name)));
  applyConditions();
  show(isAsked(pages[present()]) ? present() : 0);
  sendWaiting();
  keepOnDevice().catch(() => {});
})();
