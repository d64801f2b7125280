// Jobs that the viewer wants to be told of when they end, kept in the browser. Whatever page of the console is open
// tells of them: in the page, and by the browser's own notification where the viewer has allowed that.
"use strict";

(() => {
  const KEY = "hqueue-watched";
  const MOST = 100;

  const ask = document.getElementById("ask");
  const button = document.querySelector("[data-watch]");
  const idOf = () => Number(button.dataset.watch);
  let asking = false;
  let again = false;

  /** Ids of the jobs that are watched, the latest last. */
  const watched = () => hqueue.stored(KEY, []);

  function change(ids) {
    hqueue.store(KEY, ids.slice(-MOST));
    showButton();
    hqueue.subscribe();
  }

  function showButton() {
    if (!button) {
      return;
    }
    const isWatched = watched().includes(idOf());
    button.hidden = document.getElementById("job").dataset.finished === "true" && !isWatched;
    button.textContent = isWatched ? button.dataset.watching : button.dataset.offer;
    button.setAttribute("aria-pressed", String(isWatched));
  }

  function tell(one) {
    hqueue.tell(one.told, true, `/jobs/view/${one.id}`);
    if ("Notification" in window && Notification.permission === "granted") {
      // Pages that are open beside this one tell of it as well: the tag makes one of them all.
      const shown = new Notification("Open HQueue", { body: one.told, tag: `hqueue-job-${one.id}` });
      shown.onclick = () => {
        window.focus();
        location.href = `${hqueue.base()}/jobs/view/${one.id}`;
      };
    }
  }

  /** Asks which of the watched jobs have ended, and tells of those. */
  async function check() {
    again = true;
    if (asking) {
      return;
    }
    asking = true;
    while (again && watched().length > 0) {
      again = false;
      try {
        const query = watched().map((id) => `id=${id}`).join("&");
        const answer = await fetch(`${ask.dataset.ended}?${query}`, { cache: "no-store" });
        if (!answer.ok) {
          break;
        }
        const ended = (await answer.json()).ended.filter((one) => watched().includes(one.id));
        if (ended.length > 0) {
          change(watched().filter((id) => !ended.some((one) => one.id === id)));
          ended.forEach(tell);
        }
      } catch (e) {
        // The server is away; the socket's return asks again.
        break;
      }
    }
    asking = false;
  }

  document.addEventListener("hqueue-news", (event) => {
    const jobs = event.detail.jobs || [];
    if (watched().some((id) => jobs.includes(id))) {
      check();
    }
  });
  document.addEventListener("hqueue-reconnected", check);
  document.addEventListener("hqueue-refreshed", showButton);

  // Another page of this browser has begun or ended to watch a job.
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) {
      showButton();
      hqueue.subscribe();
    }
  });

  if (button) {
    button.addEventListener("click", async () => {
      if (watched().includes(idOf())) {
        change(watched().filter((id) => id !== idOf()));
        return;
      }
      change([...watched(), idOf()]);
      check();
      if ("Notification" in window && Notification.permission === "default") {
        await Notification.requestPermission();
      }
    });
  }

  hqueue.watchedJobs = watched;
  showButton();
  check();
})();
