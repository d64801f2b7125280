// The page for submitting by hand. The JSON is what counts: the form writes into it and reads from it, and the
// server checks it as one types, by the rules of newjob.
"use strict";

(() => {
  const PAUSE_MS = 350;
  const copied = new URLSearchParams(location.search).get("copy");
  const KEPT = copied ? `hqueue-submit-${copied}` : "hqueue-submit";

  const form = document.getElementById("submit");
  const json = document.getElementById("json");
  const verdict = document.getElementById("verdict");
  const fields = Array.from(form.querySelectorAll("[data-key]"));
  let later = 0;
  let round = 0;

  function say(text, ok) {
    verdict.textContent = text;
    verdict.className = ok ? "verdict" : "verdict problem";
  }

  /** The job in the editor, or null where it is a list or cannot be read. */
  function job() {
    try {
      const value = json.value.trim() ? JSON.parse(json.value) : {};
      return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
    } catch (e) {
      return null;
    }
  }

  function fromField(field) {
    if ("list" in field.dataset) {
      return field.value.split(",").map((item) => item.trim()).filter(Boolean);
    }
    return field.type === "number" && field.value !== "" ? Number(field.value) : field.value;
  }

  function toField(field, value) {
    field.value = value === undefined || value === null ? "" : Array.isArray(value) ? value.join(", ") : typeof value === "object" ? "" : String(value);
    field.disabled = typeof value === "object" && value !== null && !Array.isArray(value);
  }

  function show() {
    const known = job();
    for (const field of fields) {
      if (document.activeElement !== field) {
        toField(field, known === null ? undefined : known[field.dataset.key]);
        field.disabled = field.disabled || known === null;
      }
    }
  }

  function write(field) {
    const known = job();
    if (known === null) {
      return;
    }
    const value = fromField(field);
    if (value === "" || (Array.isArray(value) && value.length === 0)) {
      delete known[field.dataset.key];
    } else {
      known[field.dataset.key] = value;
    }
    json.value = JSON.stringify(known, null, 2);
  }

  async function send(store) {
    const answer = await fetch(form.action + (store ? "" : "?check=1"), {
      method: "POST",
      body: json.value,
      headers: { "Content-Type": "application/json" },
    });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    return answer.json();
  }

  async function check() {
    const mine = ++round;
    if (!json.value.trim()) {
      say("", true);
      return;
    }
    try {
      const answer = await send(false);
      if (mine === round) {
        const right = answer.jobs === 1 ? form.dataset.one : hqueue.fill(form.dataset.ok, answer.jobs);
        say(answer.ok ? right : answer.message, answer.ok);
        json.setAttribute("aria-invalid", String(!answer.ok));
      }
    } catch (e) {
      say(form.dataset.unreachable, false);
    }
  }

  function soon() {
    sessionStorage.setItem(KEPT, json.value);
    clearTimeout(later);
    later = setTimeout(check, PAUSE_MS);
  }

  fields.forEach((field) =>
    field.addEventListener("input", () => {
      write(field);
      soon();
    }),
  );
  json.addEventListener("input", () => {
    show();
    soon();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(later);
    round++;
    const button = form.querySelector('button[type="submit"]');
    button.disabled = true;
    try {
      const answer = await send(true);
      if (answer.ok) {
        sessionStorage.removeItem(KEPT);
        location.href = form.dataset.base + answer.ids[0];
      } else {
        say(answer.message, false);
      }
    } catch (e) {
      say(form.dataset.unreachable, false);
    }
    button.disabled = false;
  });

  /** Leaves out what says nothing, so that what was said is found. */
  function said(spec) {
    const isEmpty = (value) =>
      value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
    const kept = Object.entries(spec).filter(([, value]) => !isEmpty(value));
    return Object.fromEntries(kept.map(([key, value]) => [key, key === "children" ? value.map(said) : value]));
  }

  /** Fills in what another job was submitted with, and everything below it. */
  async function copy(id) {
    const answer = await fetch(`${form.dataset.jobs}${id}/spec?children=1`, { cache: "no-store" });
    const found = answer.ok ? await answer.json() : { ok: false, message: hqueue.fill(form.dataset.gone, id) };
    if (found.ok) {
      json.value = JSON.stringify(said(JSON.parse(found.spec)), null, 2);
      show();
      check();
    } else {
      say(found.message, false);
    }
  }

  const me = hqueue.stored("hqueue-me", "");
  const kept = sessionStorage.getItem(KEPT);
  if (/^\d{1,9}$/.test(copied || "") && !kept) {
    copy(copied).catch(() => say(form.dataset.unreachable, false));
  } else {
    json.value = kept || JSON.stringify({ name: "", command: "", ...(me && { submittedBy: me }) }, null, 2);
    show();
    if (kept) {
      check();
    }
  }
})();
