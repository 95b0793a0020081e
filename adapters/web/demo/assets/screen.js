// What a phone shows. Whatever people wrote goes in as text, never as HTML.
'use strict';

const colours = ['#5b8def', '#e07a5f', '#3d9a8b', '#b0699e', '#c98b2b', '#6a7fdb', '#5a9e4b', '#c25b6e'];
const botColour = '#07a35a';

function colourOf(name) {
  let sum = 0;
  for (const c of name) sum = (sum * 31 + c.codePointAt(0)) % 9973;
  return colours[sum % colours.length];
}

function make(tag, className, text) {
  const el = document.createElement(tag);
  if (className) el.className = className;
  if (text !== undefined) el.textContent = text;
  return el;
}

function face(name, isBot) {
  const el = make('span', 'face', isBot ? name.slice(0, 1) : name.slice(0, 1));
  el.style.background = isBot ? botColour : colourOf(name);
  el.setAttribute('aria-hidden', 'true');
  return el;
}

// A Screen draws the bubbles of one phone and keeps what has not changed.
class Screen {
  constructor(log, phone, act) {
    this.log = log;
    this.phone = phone;
    this.act = act;
    this.drawn = new Map(); // bubble id → {json, el}
    this.first = true;
  }

  // show draws a screen and returns the bubbles that are new.
  show(bubbles) {
    const log = this.log, atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    const els = [], fresh = [], next = new Map();
    const newest = bubbles.findLastIndex(b => b.rows);
    let last = 0;
    bubbles.forEach((b, i) => {
      if (b.at - last > 5 * 60 * 1000 && !b.notice) els.push(make('div', 'when', b.time));
      if (!b.notice) last = b.at;
      const json = JSON.stringify(b) + (i === newest), was = this.drawn.get(b.id);
      const el = was && was.json === json ? was.el : this.draw(b, i === newest);
      if (!was && !this.first) {
        el.classList.add('fresh');
        fresh.push(b);
      }
      next.set(b.id, { json, el });
      els.push(el);
    });
    if (!bubbles.length) els.push(make('p', 'empty', '还没有说过话。'));
    this.drawn = next;
    log.replaceChildren(...els);
    if (atEnd || this.first || fresh.some(b => b.mine)) this.toEnd();
    this.first = false;
    return fresh;
  }

  toEnd() { this.log.scrollTop = this.log.scrollHeight; }

  draw(b, newest) {
    if (b.notice) return make('div', 'notice', b.notice);
    if (b.form) return this.form(b);
    const row = make('div', 'row' + (b.mine ? ' mine' : ''));
    const name = b.mine ? this.phone.name : b.from || document.body.dataset.bot;
    row.append(face(b.mine && this.phone.group ? '我' : name, !b.mine && (!b.from || b.from === document.body.dataset.bot)));
    const body = make('div', 'body');
    body.append(this.bubble(b));
    if (b.rows) body.append(this.rows(b.rows, newest));
    row.append(body);
    return row;
  }

  bubble(b) {
    const el = make('div', 'bubble' + (b.photo && !b.text ? ' bare' : ''));
    if (b.from && !b.mine) el.append(make('div', 'from', b.from));
    if (b.photo) el.append(this.picture(b.photo));
    if (b.voice) {
      const sound = make('span', 'sound', '🔊 语音');
      sound.append(make('small', '', '1″'));
      el.append(sound);
    }
    const words = make('span', 'words'), below = this.words(words, b.text || '', b.links || []);
    if (b.text) el.append(words);
    if (this.phone.channel === 'telegram') el.append(make('span', 'meta', (b.edited ? '已编辑 ' : '') + b.clock + (b.mine ? ' ✓✓' : '')));
    if (below.length) {
      const pages = make('div', 'pages');
      below.forEach(l => pages.append(this.link(l)));
      el.append(pages);
    }
    return el;
  }

  picture(src) {
    const img = make('img');
    img.alt = '照片';
    img.src = src;
    img.addEventListener('load', () => { if (this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 320) this.toEnd(); });
    return img;
  }

  // words writes a text with the links that are in it, and returns the others.
  words(el, text, links) {
    const below = [];
    let at = 0;
    for (const l of links) {
      const i = l.label ? text.indexOf(l.label, at) : -1;
      if (i < 0) { below.push(l); continue; }
      el.append(text.slice(at, i), this.link(l));
      at = i + l.label.length;
    }
    el.append(text.slice(at));
    return below;
  }

  // link is a word that can be tapped: it sends itself, opens our own chat on
  // this phone, or opens a page.
  link(l) {
    const start = /[?&]start=([\w-]*)/.exec(l.url || '');
    if (l.url && !start && /^https?:/.test(l.url)) {
      const a = make('a', 'link', l.label);
      a.href = l.url; a.target = '_blank'; a.rel = 'noopener noreferrer';
      return a;
    }
    const button = make('button', 'link', l.label);
    button.type = 'button';
    button.addEventListener('click', () => start ? this.act('scan', start[1]) : this.act('press', l.label));
    return button;
  }

  rows(rows, newest) {
    const el = make('div', 'rows' + (newest || this.phone.channel === 'telegram' ? '' : ' old'));
    for (const labels of rows) {
      const line = make('div');
      for (const label of labels) {
        const button = make('button', '', label);
        button.type = 'button';
        button.addEventListener('click', () => this.act('press', label));
        line.append(button);
      }
      el.append(line);
    }
    return el;
  }

  // form is WeChat's card for a message outside the window.
  form(b) {
    const el = make('div', 'form');
    this.words(el, b.text, b.links || []).forEach(l => el.append(this.link(l)));
    return el;
  }
}
