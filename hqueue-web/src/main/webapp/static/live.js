// Keeps a console page up to date without a reload.
//
// The socket (socket.js) tells only that something changed. The page then fetches its own URL and brings its
// live regions (data-live) into line with the answer, element by element, so that focus, selection and scroll
// position stay. The output of a job is followed by ranged requests and appended as text.
"use strict";

(() => {
  const OUTPUT_BYTES = 1 << 20;
  const REFRESH_PAUSE_MS = 500;
  const RUNNING_MS = 3000;

  const connection = document.getElementById("connection");
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  // ---- Times, in the viewer's zone -------------------------------------------------------------

  const two = (number) => String(number).padStart(2, "0");

  function localTimes(root) {
    for (const time of root.querySelectorAll("time[datetime]")) {
      const t = new Date(time.getAttribute("datetime"));
      time.title = time.textContent;
      // In a table the year is told only where it is another one: room is scarce there.
      const year = time.closest("td.time") && t.getFullYear() === new Date().getFullYear() ? "" : `${t.getFullYear()}-`;
      time.textContent =
        `${year}${two(t.getMonth() + 1)}-${two(t.getDate())} ` +
        `${two(t.getHours())}:${two(t.getMinutes())}:${two(t.getSeconds())}`;
    }
  }

  // ---- Bringing a region into line with a newer one -----------------------------------------------

  /** Not node.id: in a form that has a field of the name "id", that is the field. */
  const idOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.getAttribute("id") || "" : "");

  function sameKind(a, b) {
    return a.nodeType === b.nodeType && a.nodeName === b.nodeName && idOf(a) === idOf(b);
  }

  /** What a viewer changed by opening or choosing something. */
  function isViewers(element, attribute) {
    return (attribute === "open" && element.nodeName === "DETAILS") || attribute === "aria-busy";
  }

  /** Regions marked data-keep belong to a script of the page and stay as they are. */
  function align(now, next) {
    if (now.nodeType !== Node.ELEMENT_NODE) {
      if (now.nodeValue !== next.nodeValue) {
        now.nodeValue = next.nodeValue;
      }
      return;
    }
    if (now.hasAttribute("data-keep")) {
      return;
    }
    for (const name of now.getAttributeNames()) {
      if (!next.hasAttribute(name) && !isViewers(now, name)) {
        now.removeAttribute(name);
      }
    }
    for (const name of next.getAttributeNames()) {
      if (now.getAttribute(name) !== next.getAttribute(name)) {
        now.setAttribute(name, next.getAttribute(name));
      }
    }
    alignChildren(now, next);
  }

  function alignChildren(now, next) {
    const known = new Map();
    for (const child of now.children) {
      if (idOf(child)) {
        known.set(idOf(child), child);
      }
    }
    let at = now.firstChild;
    for (const wanted of Array.from(next.childNodes)) {
      const keyed = idOf(wanted) ? known.get(idOf(wanted)) : undefined;
      if (keyed && keyed !== at) {
        now.insertBefore(keyed, at);
        align(keyed, wanted);
      } else if (at && sameKind(at, wanted)) {
        const after = at.nextSibling;
        align(at, wanted);
        at = after;
      } else {
        now.insertBefore(document.importNode(wanted, true), at);
      }
    }
    while (at) {
      const after = at.nextSibling;
      at.remove();
      at = after;
    }
  }

  // ---- Fetching the page again ----------------------------------------------------------------------

  let refreshWanted = false;
  let refreshing = false;

  async function refresh() {
    refreshWanted = true;
    if (refreshing) {
      return;
    }
    refreshing = true;
    while (refreshWanted && !document.hidden) {
      refreshWanted = false;
      try {
        const answer = await fetch(location.href, { cache: "no-store" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (answer.ok) {
          localTimes(page);
          for (const region of document.querySelectorAll("[data-live]")) {
            const newer = page.getElementById(region.id);
            if (newer) {
              align(region, newer);
            }
          }
          document.title = page.title;
          document.dispatchEvent(new Event("hqueue-refreshed"));
          hqueue.subscribe();
        } else if (answer.status === 404 && page.querySelector("a.brand")) {
          // Said by the console itself, not by a server that is still starting.
          connection.textContent = connection.dataset.gone;
          break;
        } else {
          // Not now: the server is starting, or its database is away.
          refreshWanted = true;
          await pause(RUNNING_MS);
        }
      } catch (e) {
        // The server is away; the socket's return asks again.
        break;
      }
      await pause(REFRESH_PAUSE_MS);
    }
    refreshing = false;
  }

  // ---- The output ---------------------------------------------------------------------------------------

  const output = document.getElementById("output");
  const note = document.getElementById("output-note");
  let decoder = new TextDecoder();
  let have = 0;
  let shown = 0;
  let followWanted = false;
  let following = false;

  function append(text) {
    if (text === "") {
      return;
    }
    const atEnd = output.scrollHeight - output.scrollTop - output.clientHeight < 8;
    output.append(text);
    shown += text.length;
    while (shown > OUTPUT_BYTES && output.childNodes.length > 1) {
      shown -= output.firstChild.nodeValue.length;
      output.firstChild.remove();
      note.textContent = note.dataset.onlyEnd;
    }
    if (atEnd) {
      output.scrollTop = output.scrollHeight;
    }
  }

  async function follow() {
    followWanted = true;
    if (!output || following) {
      return;
    }
    following = true;
    while (followWanted && !document.hidden) {
      followWanted = false;
      try {
        // From the last byte that is known: there is always one, so this is never out of range.
        const range = have > 0 ? `bytes=${have - 1}-` : `bytes=-${OUTPUT_BYTES}`;
        const answer = await fetch(output.dataset.output, { headers: { Range: range }, cache: "no-store" });
        if (answer.status === 206) {
          const start = Number(/bytes (\d+)-/.exec(answer.headers.get("Content-Range"))[1]);
          const bytes = new Uint8Array(await answer.arrayBuffer());
          if (have <= 0 && start > 0) {
            note.textContent = note.dataset.onlyEnd;
          }
          append(decoder.decode(bytes.subarray(have > 0 ? 1 : 0), { stream: true }));
          have = start + bytes.length;
        } else if (answer.status === 416) {
          // Shorter than before, so another text: begin again.
          output.textContent = "";
          decoder = new TextDecoder();
          shown = 0;
          have = 0;
          followWanted = true;
        }
      } catch (e) {
        // The server is away; the socket's return asks again.
        break;
      }
      await pause(REFRESH_PAUSE_MS);
    }
    following = false;
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      refresh();
      follow();
    }
  });

  // A button was pressed here: its answer must not wait for the socket.
  document.addEventListener("hqueue-changed", () => {
    refresh();
    follow();
  });

  // Progress and heartbeats make no event, and another server may hold the output of a running job.
  setInterval(() => {
    if (document.querySelector("[data-live] .status-running, [data-live][data-often]")) {
      refresh();
      follow();
    }
  }, RUNNING_MS);

  document.addEventListener("hqueue-news", (event) => {
    const news = event.detail;
    const shown = hqueue.shownJobs();
    if (news.list || (news.jobs || []).some((id) => shown.has(id))) {
      refresh();
    }
    follow();
  });

  // The socket was away for a while, and so may be what it would have told.
  document.addEventListener("hqueue-reconnected", () => {
    refresh();
    follow();
  });

  localTimes(document);
  follow();
})();
