// The demo's page: phones on a shelf, one stream of events for all of them.
'use strict';

const $ = id => document.getElementById(id);
const shelf = $('shelf'), stands = new Map(); // phone id → Stand
const channels = { wechat: '微信', telegram: 'Telegram', web: '网页' };

async function post(path, body) {
  try {
    const resp = await fetch('/demo/' + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    return await resp.json();
  } catch (e) {
    return { error: '连不上演示程序。' };
  }
}

// popup opens and closes a small menu beside its button.
function popup(button, menu) {
  button.addEventListener('click', e => {
    e.stopPropagation();
    const open = menu.hidden;
    closePopups();
    menu.hidden = !open;
    button.setAttribute('aria-expanded', open);
    if (open && menu.firstElementChild) menu.firstElementChild.focus({ preventScroll: true });
  });
}
function closePopups() { document.querySelectorAll('.popup').forEach(p => { p.hidden = true; }); }
document.addEventListener('click', closePopups);
document.addEventListener('keydown', e => { if (e.key === 'Escape') closePopups(); });

// A Stand is one phone with its plate above and the row of acts below.
class Stand {
  constructor(phone) {
    this.phone = phone;
    const el = this.el = $('phone').content.firstElementChild.cloneNode(true);
    const at = this.at = selector => el.querySelector(selector);
    const [name, ...rest] = phone.title.split(' ');
    at('.plate b').textContent = name;
    at('.plate small').textContent = rest.join(' ');
    at('.avatar').textContent = phone.group ? '群' : phone.name.slice(0, 1);
    at('.avatar').style.background = colourOf(phone.name);
    at('.badge').textContent = channels[phone.channel] + (phone.group ? '群' : '');
    at('.badge').classList.add(phone.channel);
    at('.glass').classList.add(phone.channel);
    at('.log').classList.toggle('group', !!phone.group);
    el.setAttribute('aria-label', phone.title);
    this.head();
    this.menu();
    this.screen = new Screen(at('.log'), phone, (what, text) => this.act(what, text));
    this.field = at('textarea');
    this.field.placeholder = phone.group ? '在群里说…' : '替' + name + '说…';
    this.listen();
    this.person();
  }

  head() {
    const title = this.at('.title'), bot = document.body.dataset.bot;
    if (this.phone.channel === 'web') {
      title.append(make('span', 'address', '🔒 ' + location.host + '/chat'));
    } else if (this.phone.channel === 'telegram') {
      title.append(face(this.phone.group ? this.phone.name : bot, !this.phone.group), this.phone.group ? this.phone.name : bot, make('small', '', this.phone.group ? '群聊' : '机器人'));
    } else {
      title.textContent = bot;
    }
  }

  // menu is the row below a WeChat chat, or Telegram's button before the field.
  menu() {
    const entries = this.phone.menu || [], list = this.at('.list');
    if (!entries.length) return;
    if (this.phone.channel === 'telegram') {
      this.at('.menu').hidden = false;
      popup(this.at('.menu'), list);
      this.fill(list, entries);
      return;
    }
    const tabs = this.at('.tabs');
    tabs.hidden = false;
    for (const entry of entries) {
      const button = make('button', entry.sub ? 'more' : '', entry.label);
      button.type = 'button';
      if (entry.sub) {
        button.addEventListener('click', () => this.fill(list, entry.sub));
        popup(button, list);
      } else {
        button.addEventListener('click', () => this.choose(entry));
      }
      tabs.append(button);
    }
  }

  fill(list, entries) {
    list.replaceChildren(...entries.map(entry => {
      const button = make('button', '', entry.label);
      button.type = 'button';
      button.addEventListener('click', () => this.choose(entry));
      return button;
    }));
  }

  choose(entry) { return entry.text ? this.act('type', entry.text) : this.act('press', entry.label); }

  listen() {
    this.at('.say').addEventListener('submit', e => { e.preventDefault(); this.say(); });
    this.field.addEventListener('keydown', e => {
      if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); this.say(); }
    });
    this.field.addEventListener('input', () => {
      if (/^\s*\n/.test(this.field.value)) this.field.value = this.field.value.trimStart(); // the line break of a key that sent
      this.grow();
    });
    this.el.addEventListener('focusin', () => this.seen());
    this.el.addEventListener('pointerdown', () => this.seen());
    this.at('.wake').addEventListener('click', () => this.act('on'));
    for (const button of this.el.querySelectorAll('.hand > [data-do]')) {
      const what = button.dataset.do;
      if (what === 'scan') popup(button, this.at('.codes'));
      else if (what === 'power') button.addEventListener('click', () => this.act(this.off ? 'on' : 'off'));
      else button.addEventListener('click', () => this.act(what));
    }
    for (const button of this.el.querySelectorAll('[data-code]')) {
      button.addEventListener('click', () => this.act('scan', button.dataset.code));
    }
  }

  person() {
    const item = make('li'), button = make('button'), who = make('span', 'who', this.phone.title);
    const avatar = make('span', 'avatar', this.phone.group ? '群' : this.phone.name.slice(0, 1));
    avatar.style.background = colourOf(this.phone.name);
    who.append(make('small', '', [channels[this.phone.channel], this.phone.about].filter(Boolean).join(' · ')));
    this.count = make('span', 'fresh', '');
    this.count.hidden = true;
    button.append(avatar, who, this.count);
    button.addEventListener('click', () => this.find());
    item.append(button);
    $('people').append(item);
  }

  grow() {
    this.field.style.height = 'auto';
    this.field.style.height = Math.min(Math.max(38, this.field.scrollHeight), 110) + 'px';
  }

  say() {
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = '';
    this.grow();
    this.act('type', text);
  }

  async act(what, text) {
    const { error } = await post('act', { phone: this.phone.id, do: what, text: text || '' });
    if (error) this.toast(error);
  }

  toast(text) {
    const el = this.at('.toast');
    el.textContent = text;
    el.hidden = false;
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => { el.hidden = true; }, Math.max(2200, text.length * 160));
  }

  show({ bubbles, off }) {
    this.off = off;
    this.el.classList.toggle('off', !!off);
    this.at('.dark').hidden = !off;
    const power = this.at('[data-do=power]');
    power.title = off ? '开机' : '关机';
    power.setAttribute('aria-label', power.title);
    const fresh = this.screen.show(bubbles || []);
    for (const b of fresh) if (b.notice) this.toast(b.notice);
    const theirs = fresh.filter(b => !b.mine && !b.notice).length;
    if (theirs && !this.el.contains(document.activeElement)) {
      this.count.textContent = (Number(this.count.textContent) || 0) + theirs;
      this.count.hidden = false;
    }
  }

  seen() {
    this.count.textContent = '';
    this.count.hidden = true;
  }

  find() {
    this.seen();
    this.el.scrollIntoView({ behavior: 'smooth', block: 'nearest', inline: 'nearest' });
    this.el.classList.remove('found');
    void this.el.offsetWidth; // start the animation anew
    this.el.classList.add('found');
    drawer(false);
  }

  suggest(text) {
    this.find();
    this.field.value = text;
    this.grow();
    this.field.focus({ preventScroll: true });
  }
}

// ---- the bar and the sidebar ----

function drawer(open) {
  $('side').classList.toggle('open', open);
  $('drawer').setAttribute('aria-expanded', open);
}
$('drawer').addEventListener('click', () => drawer(!$('side').classList.contains('open')));

for (const button of document.querySelectorAll('.tries button')) {
  button.addEventListener('click', () => {
    for (const stand of stands.values()) if (stand.phone.name === button.dataset.name && !stand.phone.group) return stand.suggest(button.dataset.text);
  });
}

for (const button of document.querySelectorAll('[data-by]')) {
  button.addEventListener('click', async () => {
    button.disabled = true;
    await post('clock', { by: button.dataset.by });
    button.disabled = false;
  });
}

if ($('adder')) {
  popup($('adder'), $('kinds'));
  for (const button of document.querySelectorAll('[data-add]')) {
    button.addEventListener('click', async () => {
      const { phone, error } = await post('add', { channel: button.dataset.add });
      if (error) return alert(error);
      wanted = phone;
      if (stands.has(phone)) found(phone);
    });
  }
}
let wanted = 0;
function found(id) { wanted = 0; setTimeout(() => stands.get(id).find(), 50); }

// ---- the clock ----

let ahead = 0; // of this computer's clock
const days = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
function tick() {
  const t = new Date(Date.now() + ahead + 8 * 3600 * 1000); // read as UTC, it is the time in China
  const clock = String(t.getUTCHours()).padStart(2, '0') + ':' + String(t.getUTCMinutes()).padStart(2, '0');
  $('now').textContent = clock;
  $('day').textContent = (t.getUTCMonth() + 1) + '月' + t.getUTCDate() + '日 ' + days[t.getUTCDay()];
  for (const stand of stands.values()) stand.at('.status .clock').textContent = clock;
}
setInterval(tick, 1000);

// ---- the stream ----

const source = new EventSource('/demo/events');
source.addEventListener('open', () => { $('lost').hidden = true; });
source.addEventListener('error', () => { $('lost').hidden = false; });
source.addEventListener('clock', e => {
  const moved = JSON.parse(e.data).now - Date.now();
  if (Math.abs(moved - ahead) > 30000 && stands.size) {
    document.querySelector('.now').classList.add('moved');
    setTimeout(() => document.querySelector('.now').classList.remove('moved'), 1500);
  }
  ahead = moved;
  tick();
});
source.addEventListener('phones', e => {
  for (const phone of JSON.parse(e.data)) {
    if (stands.has(phone.id)) continue;
    const stand = new Stand(phone);
    stands.set(phone.id, stand);
    shelf.append(stand.el);
  }
  tick();
  if (wanted && stands.has(wanted)) found(wanted);
});
source.addEventListener('screen', e => {
  const screen = JSON.parse(e.data);
  if (stands.has(screen.phone)) stands.get(screen.phone).show(screen);
});
