// The one websocket of a page. It tells the server which jobs the page shows and the viewer watches, and the page
// what has happened to them: "hqueue-news" when something has, "hqueue-reconnected" after a time without it.
// A page that shows nothing that changes, to a viewer who watches nothing, has none.
"use strict";

(() => {
  const ALIVE_MS = 45000;
  const FIRST_RETRY_MS = 500;
  const LAST_RETRY_MS = 15000;

  const connection = document.getElementById("connection");
  let socket = null;
  let subscribed = "";
  let retry = FIRST_RETRY_MS;

  /** The jobs that the page itself shows. */
  function shownJobs() {
    const jobs = new Set();
    for (const region of document.querySelectorAll("[data-follow][data-jobs]")) {
      region.dataset.jobs.split(",").forEach((id) => jobs.add(Number(id)));
    }
    return jobs;
  }

  function wish() {
    let list = false;
    let farm = false;
    let feed = -1;
    for (const region of document.querySelectorAll("[data-follow]")) {
      const what = region.dataset.follow.split(" ");
      list = list || what.includes("list");
      farm = farm || what.includes("farm");
      feed = Number(region.dataset.feed);
    }
    return { jobs: Array.from(new Set([...shownJobs(), ...hqueue.watchedJobs()])), list, farm, feed };
  }

  const isWanted = () => document.querySelector("[data-follow]") !== null || hqueue.watchedJobs().length > 0;

  /** Tells the server what the page wants to hear of, unless it knows. */
  function subscribe() {
    if (!socket && isWanted()) {
      connect();
      return;
    }
    const wanted = wish();
    const what = JSON.stringify([wanted.jobs, wanted.list, wanted.farm]);
    if (socket && socket.readyState === WebSocket.OPEN && what !== subscribed) {
      subscribed = what;
      socket.send(JSON.stringify(wanted));
    }
  }

  function connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(`${scheme}//${location.host}${hqueue.base()}/live`);
    let alive = 0;
    socket.onopen = () => {
      connection.textContent = "";
      subscribed = "";
      subscribe();
      alive = setInterval(() => socket.send(" "), ALIVE_MS);
      if (retry !== FIRST_RETRY_MS) {
        document.dispatchEvent(new Event("hqueue-reconnected"));
      }
      retry = FIRST_RETRY_MS;
    };
    socket.onmessage = (message) =>
      document.dispatchEvent(new CustomEvent("hqueue-news", { detail: JSON.parse(message.data) }));
    socket.onclose = () => {
      clearInterval(alive);
      connection.textContent = connection.dataset.lost;
      setTimeout(connect, retry * (0.75 + Math.random() / 2));
      retry = Math.min(LAST_RETRY_MS, retry * 2);
    };
  }

  Object.assign(hqueue, { subscribe, shownJobs });
  subscribe();
})();
