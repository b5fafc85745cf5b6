// @ts-check
// The page of the sandbox works without this: here it looks again when mail arrives, counts deadlines down, and gives a
// letter the height it needs.

/** What may look otherwise once something has happened; what somebody is writing is never touched. */
const PARTS = ['clock', 'guide', 'people', 'ticket', 'why', 'folder'];
/** Mail comes in bunches: milliseconds of quiet before the page looks again. */
const QUIET_MS = 250;

// The language was chosen when this page was made. Looking again must not choose it once more: another tab may have
// chosen another one since.
const here = new URL(location.href);
here.searchParams.delete('lang');
history.replaceState(history.state, '', here);

const live = document.getElementById('live');
let waiting = 0;

// A browser keeps six connections to a host, and each that listens takes one: of all tabs one listens and tells the others.
const others = new BroadcastChannel('news');
others.onmessage = ({ data }) => hear(data);
void navigator.locks.request('news', () => new Promise(listen));
// Before this page listened something may have been missed.
hear('');

/** Until the page is closed. */
function listen() {
  const news = new EventSource('/news');
  const tell = (/** @type {string} */ user) => {
    others.postMessage(user);
    hear(user);
  };
  news.onmessage = ({ data }) => tell(data);
  // So may it before the first connection, and between two of them.
  news.onopen = () => tell('');
}

/** @param {string} user whom a mail has come for; empty for anything else that may look otherwise now */
function hear(user) {
  if (user !== '') announce(user);
  clearTimeout(waiting);
  waiting = window.setTimeout(refresh, QUIET_MS);
}

/** @param {string} user */
function announce(user) {
  const tab = /** @type {HTMLElement | null} */ (document.querySelector(`[data-user="${CSS.escape(user)}"]`));
  if (live && tab) live.textContent = (document.body.dataset.arrived ?? '').replace('{}', tab.dataset.name ?? '');
}

/** Puts the new parts in the place of the old ones; focus and scrolled lists stay where they are. */
async function refresh() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of PARTS) {
    const [old, next] = [document.getElementById(id), fresh.getElementById(id)];
    if (!old || !next || old.innerHTML === next.innerHTML) continue;
    // A button that is gone before the mouse is up was not clicked.
    if (old.querySelector(':active')) hear('');
    else swap(old, next);
  }
  document.title = fresh.title;
  tick();
}

/**
 * @param {HTMLElement} old
 * @param {HTMLElement} next
 */
function swap(old, next) {
  const lists = [...old.querySelectorAll('[id]')].map((each) => ({ id: each.id, top: each.scrollTop }));
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const open = [...old.querySelectorAll('details')].map((each) => each.open);
  old.replaceWith(next);
  for (const { id, top } of lists) document.getElementById(id)?.scrollTo({ top });
  for (const [at, each] of [...next.querySelectorAll('details')].entries()) each.open = open[at] ?? each.open;
  sameAs(focused, next)?.focus({ preventScroll: true });
}

/**
 * The link or button in the new part that does what the focused one did.
 * @param {Element | null} focused
 * @param {HTMLElement} part
 * @returns {HTMLElement | undefined}
 */
function sameAs(focused, part) {
  if (focused === null) return undefined;
  const doing = (/** @type {Element} */ each) =>
    each.id || each.getAttribute('href') || each.getAttribute('value') || each.textContent;
  const all = /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll(focused.tagName));
  return [...all].find((each) => doing(each) === doing(focused));
}

/** The sandbox's time ahead of this machine's, as the page was made. */
const ahead = () => Number(document.getElementById('time')?.dataset.now ?? Date.now()) - madeAt;
let madeAt = Date.now();
new MutationObserver(() => {
  madeAt = Date.now();
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-now'] });

/** Deadlines run down by the second; who hears the page has the words beside them. */
function tick() {
  const now = Date.now() + ahead();
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-due]'))) {
    const left = Math.round((Number(each.dataset.due) - now) / 1000);
    const [h, m, s] = [Math.floor(Math.abs(left) / 3600), Math.floor(Math.abs(left) / 60) % 60, Math.abs(left) % 60];
    const running = each.querySelector('b') ?? each.appendChild(document.createElement('b'));
    running.ariaHidden = 'true';
    each.querySelector('span')?.classList.add('hidden');
    running.textContent = `${left < 0 ? '−' : ''}${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}`;
  }
}
setInterval(tick, 1000);
tick();

/** A letter is as high as what it says, as far as there is room to read it in one go. */
const frame = /** @type {HTMLIFrameElement | null} */ (document.getElementById('body'));
const measure = () => {
  const root = frame?.contentDocument?.documentElement;
  if (frame && root) frame.style.height = `${Math.max(160, root.scrollHeight)}px`;
};
if (frame) {
  frame.addEventListener('load', measure);
  new ResizeObserver(measure).observe(frame.parentElement ?? frame);
  measure();
}

// A pushed clock takes a moment: one push at a time, and a word while it runs.
document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (live && form.closest('#clock')) live.textContent = document.body.dataset.busy ?? '';
  form.ariaBusy = 'true';
  // After the browser has taken the button that was pressed.
  setTimeout(() => {
    for (const each of document.querySelectorAll('button')) each.disabled = true;
  });
});
// Back from the browser's memory, as it was left.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});
