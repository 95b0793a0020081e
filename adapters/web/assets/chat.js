// The chat page's script: plain ES5, for the browsers inside WeChat. It does
// over XMLHttpRequest what the forms do without it, and follows the stream of
// events. Whatever people wrote goes in as text, never as HTML.
(function () {
  'use strict';
  var root = document.documentElement, body = document.body;
  var log = byId('log'), end = byId('end'), words = byId('words'), say = byId('say'), panel = byId('panel');
  var rev = Number(body.getAttribute('data-rev')) || 0;
  root.className += ' script';

  function byId(id) { return document.getElementById(id); }
  function make(tag, className, text) {
    var el = document.createElement(tag);
    if (className) el.className = className;
    if (text !== undefined) el.appendChild(document.createTextNode(text));
    return el;
  }
  function on(el, what, f) { el.addEventListener(what, f, false); }
  function now() { return window.performance ? performance.now() : Date.now(); }
  function newID() {
    var bytes = new Uint8Array(16), hex = '';
    crypto.getRandomValues(bytes);
    for (var i = 0; i < bytes.length; i++) hex += ('0' + bytes[i].toString(16)).slice(-2);
    return hex;
  }

  // ---- what is shown ----

  function atEnd() { return log.scrollHeight - log.scrollTop - log.clientHeight < 120; }
  function toEnd() { log.scrollTop = log.scrollHeight; }

  function rowOf(v) {
    var row = byId('b' + v.n);
    if (!row && v.id) { // shown by us before the server had it
      var mine = log.querySelectorAll('.row.mine[data-id]');
      for (var i = mine.length - 1; i >= 0 && !row; i--) if (mine[i].getAttribute('data-id') === v.id) row = mine[i];
    }
    return row;
  }

  function lastAt() {
    var rows = log.querySelectorAll('.row');
    return rows.length ? Number(rows[rows.length - 1].getAttribute('data-at')) : 0;
  }

  // The last word of a chat that was forgotten is all that is left to see. Who
  // goes on begins anew.
  var over = false;
  function clear() {
    over = true;
    source.close();
    while (log.firstChild !== end) log.removeChild(log.firstChild);
  }
  function anew() { location.replace('/chat'); return {}; }

  function show(v) {
    if (v.over && !over) clear();
    var job = pending[v.id];
    if (v.unsent && job && !job.failed) v.waiting = true;
    var follow = v.mine || atEnd(), old = rowOf(v), row = draw(v);
    if (old) {
      old.parentNode.replaceChild(row, old);
    } else {
      if (v.at - lastAt() >= 5 * 60 * 1000) {
        var clock = make('p', 'clock', v.time);
        clock.setAttribute('aria-hidden', 'true');
        log.insertBefore(clock, end);
      }
      log.insertBefore(row, end);
    }
    greyOld();
    if (follow) toEnd();
  }

  function draw(v) {
    var row = make('div', 'row' + (v.mine ? ' mine' : '') + (v.waiting ? ' waiting' : '') + (v.blank ? ' blank' : ''));
    if (v.n) { row.id = 'b' + v.n; row.setAttribute('data-n', v.n); }
    row.setAttribute('data-at', v.at);
    if (v.id) row.setAttribute('data-id', v.id);
    var face = make('span', 'face', v.mine ? '我' : '议');
    face.setAttribute('aria-hidden', 'true');
    row.appendChild(face);
    var said = make('div', 'said'), bubble = make('div', 'bubble');
    bubble.appendChild(make('span', 'who', v.mine ? '我说：' : '议事说：'));
    if (v.photo) bubble.appendChild(picture(v.photo));
    if (v.voice) bubble.appendChild(voice(v.voice));
    if (v.text) bubble.appendChild(make('p', 'text', v.text));
    (v.links || []).forEach(function (l) {
      if (!/^https?:\/\//.test(l.url)) return;
      var a = make('a', 'page', l.label);
      a.href = l.url; a.target = '_blank'; a.rel = 'noopener noreferrer';
      bubble.appendChild(a);
    });
    said.appendChild(bubble);
    if (v.buttons && v.buttons.length) said.appendChild(choices(v));
    if (v.waiting) said.appendChild(make('p', 'state', '正在发送…'));
    if (v.unsent && !v.waiting) said.appendChild(againButton(v.id));
    row.appendChild(said);
    return row;
  }

  function picture(src) {
    var a = make('a'), img = make('img');
    a.href = src; a.target = '_blank'; a.rel = 'noopener';
    img.alt = '照片'; img.src = src;
    on(img, 'load', function () { if (atEnd() || log.scrollHeight - log.scrollTop - log.clientHeight < img.height + 120) toEnd(); });
    a.appendChild(img);
    return a;
  }

  function voice(src) {
    var audio = make('audio');
    audio.controls = true; audio.preload = 'none'; audio.src = src;
    return audio;
  }

  function choices(v) {
    var box = make('div', 'choices');
    v.buttons.forEach(function (b) {
      var form = make('form', b.wide ? 'wide' : ''), button = make('button', 'choice' + (b.token === v.pressed ? ' pressed' : ''), b.label);
      form.method = 'post'; form.action = '/chat/send';
      [['kind', 'press'], ['bubble', v.n], ['token', b.token]].forEach(function (field) {
        var input = make('input');
        input.type = 'hidden'; input.name = field[0]; input.value = field[1];
        form.appendChild(input);
      });
      form.appendChild(button);
      box.appendChild(form);
    });
    return box;
  }

  // Only the newest choices stand out. The older ones still work: a notice of
  // yesterday may be answered today.
  function greyOld() {
    var all = log.querySelectorAll('.choices');
    for (var i = 0; i < all.length; i++) all[i].className = i === all.length - 1 ? 'choices' : 'choices old';
  }

  var toastTimer;
  function toast(text) {
    var el = byId('toast');
    el.textContent = text;
    el.hidden = false;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(function () { el.hidden = true; }, Math.max(2500, text.length * 200));
  }

  function line(text) { byId('line').textContent = text; byId('line').hidden = !text; }

  // ---- what is sent: one after the other, each until it is taken ----

  var queue = [], busy = false, pending = {};

  function send(fields, shown) {
    if (over) return anew();
    var job = { id: newID(), fields: fields, since: now(), tries: 0, shown: shown };
    pending[job.id] = job;
    if (shown) {
      shown.mine = true; shown.id = job.id; shown.at = Date.now(); shown.waiting = true; shown.time = '';
      show(shown);
    }
    queue.push(job);
    pump();
    return job;
  }

  function pump() {
    if (busy || !queue.length) return;
    busy = true;
    post(queue[0]);
  }

  function post(job) {
    var data = new FormData(), xhr = new XMLHttpRequest();
    data.append('id', job.id);
    data.append('age', Math.round(now() - job.since));
    for (var name in job.fields) data.append(name, job.fields[name]);
    xhr.open('POST', '/chat/send');
    xhr.setRequestHeader('Accept', 'application/json');
    xhr.timeout = 40000;
    xhr.onload = function () {
      var v = {};
      try { v = JSON.parse(xhr.responseText); } catch (e) { v = { error: '没有发出去，请稍后再试。', again: xhr.status >= 500 }; }
      if (v.taken) return taken(job, v);
      if (v.again && job.tries < 3) return later(job, v);
      failed(job, v.error, v.again);
    };
    xhr.onerror = xhr.ontimeout = function () {
      if (job.tries < 3) return later(job, {});
      failed(job, '网络不通，没有发出去。', true);
    };
    xhr.send(data);
  }

  function later(job, v) {
    job.tries++;
    if (v.error) toast(v.error);
    setTimeout(function () { post(job); }, 1000 * job.tries * job.tries);
  }

  function next() { busy = false; queue.shift(); pump(); }

  function taken(job, v) {
    delete pending[job.id];
    var row = rowOf({ n: 0, id: job.id });
    if (row) {
      row.className = row.className.replace(' waiting', '');
      var state = row.querySelector('.state, .again');
      if (state) state.parentNode.removeChild(state);
    }
    if (v.toast) toast(v.toast);
    if (job.taken) job.taken();
    next();
  }

  // A message that failed stays, and can be sent again with the same id: if it
  // did arrive, nothing happens twice.
  function failed(job, why, again) {
    job.failed = true;
    var row = rowOf({ n: 0, id: job.id });
    if (row) {
      row.className = row.className.replace(' waiting', '');
      var state = row.querySelector('.state, .again');
      if (state) state.parentNode.removeChild(state);
      if (again) row.querySelector('.said').appendChild(againButton(job.id));
      else row.querySelector('.said').appendChild(make('p', 'state', '没有发出去'));
    }
    if (why) toast(why);
    next();
  }

  function againButton(id) {
    var button = make('button', 'again', '没有发出去，点这里再发一次');
    button.type = 'button';
    button.setAttribute('data-again', id);
    return button;
  }

  function again(id) {
    var job = pending[id] || { id: id, fields: { kind: 'again' }, since: now() };
    job.tries = 0;
    job.failed = false;
    pending[id] = job;
    var row = rowOf({ n: 0, id: id }), button = row && row.querySelector('.again');
    if (button) button.parentNode.replaceChild(make('p', 'state', '正在发送…'), button);
    queue.push(job);
    pump();
  }

  // ---- what people do ----

  function sayWords() {
    var text = words.value.trim();
    if (!text) return words.focus();
    send({ kind: 'text', text: text }, { text: text });
    words.value = '';
    grow();
  }

  function grow() {
    words.style.height = 'auto';
    words.style.height = words.value ? Math.min(words.scrollHeight, 160) + 'px' : '';
    byId('send').hidden = !words.value.trim();
    byId('more').hidden = !byId('send').hidden;
  }

  on(words, 'input', function () {
    if (/^\s*\n/.test(words.value)) words.value = words.value.replace(/^\s+/, ''); // the line break of a key that sent
    grow();
  });
  on(words, 'keydown', function (e) {
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing && e.keyCode !== 229) { e.preventDefault(); sayWords(); }
  });
  on(words, 'focus', function () { if (over) return anew(); open(false); setTimeout(toEnd, 300); });
  on(window, 'resize', function () { if (document.activeElement === words) toEnd(); });

  on(document, 'submit', function (e) {
    var form = e.target, kind = form.elements.kind && form.elements.kind.value;
    e.preventDefault();
    if (form === say) return sayWords();
    if (form.id === 'look') return look();
    if (form.id === 'leave') return leave();
    if (form.className === 'unsent') return again(form.elements.id.value);
    if (kind === 'text') return send({ kind: 'text', text: form.elements.text.value }, { text: form.elements.text.value });
    if (kind === 'press') return press(form);
  });
  on(log, 'click', function (e) {
    var id = e.target.getAttribute && e.target.getAttribute('data-again');
    if (id) again(id);
  });

  function press(form) {
    var all = form.parentNode.querySelectorAll('.choice');
    for (var i = 0; i < all.length; i++) all[i].className = 'choice';
    form.querySelector('.choice').className = 'choice pressed';
    send({ kind: 'press', bubble: form.elements.bubble.value, token: form.elements.token.value });
  }

  on(byId('picture').elements.file, 'change', function () {
    var file = this.files && this.files[0];
    open(false);
    if (!file) return;
    if (file.size > 10 * 1024 * 1024) return toast('太大了，请发 10 MB 以内的照片。');
    send({ kind: 'photo', file: file }, { photo: URL.createObjectURL(file) });
    this.value = '';
  });

  on(byId('place'), 'click', function () {
    open(false);
    toast('正在找您的位置…');
    navigator.geolocation.getCurrentPosition(function (p) {
      byId('toast').hidden = true;
      send({ kind: 'place', lat: p.coords.latitude, lon: p.coords.longitude }, { text: '📍 我的位置' });
    }, function () { toast('没有取到位置，请用文字说一下在哪里。'); }, { enableHighAccuracy: true, timeout: 15000 });
  });
  byId('place').hidden = !navigator.geolocation;

  function leave() {
    if (!window.confirm('退出以后，这里的对话会清空，也收不到新消息。确定退出吗？')) return;
    send({ kind: 'leave' }).taken = function () { location.replace('/chat'); };
  }

  function look() {
    var big = !/\bbig\b/.test(root.className), end = atEnd();
    root.className = big ? root.className + ' big' : root.className.replace(/\s*\bbig\b/, '');
    if (big) body.setAttribute('data-weui-mode', 'care'); else body.removeAttribute('data-weui-mode');
    byId('look').querySelector('button').setAttribute('aria-pressed', big);
    document.cookie = 'yishi_big=' + (big ? 1 : 0) + '; path=/; max-age=34560000; samesite=lax';
    grow();
    if (end) toEnd();
  }

  function open(yes) {
    panel.hidden = !yes;
    byId('more').setAttribute('aria-expanded', yes);
    if (yes) toEnd();
  }
  on(byId('more'), 'click', function () { open(panel.hidden); });

  // ---- speaking ----

  var recorder, ticking;
  byId('voice').hidden = !(window.MediaRecorder && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
  on(byId('voice'), 'click', function () {
    navigator.mediaDevices.getUserMedia({ audio: true }).then(record, function () { toast('没有打开麦克风，请打字。'); });
  });

  function record(stream) {
    var parts = [], seconds = 0;
    recorder = new MediaRecorder(stream);
    recorder.ondataavailable = function (e) { if (e.data.size) parts.push(e.data); };
    recorder.onstop = function () {
      stream.getTracks().forEach(function (t) { t.stop(); });
      clearInterval(ticking);
      byId('record').hidden = true;
      if (!recorder.dropped && parts.length) {
        var sound = new Blob(parts, { type: recorder.mimeType });
        send({ kind: 'voice', file: sound }, { voice: URL.createObjectURL(sound) });
      }
      byId('voice').focus();
    };
    recorder.start();
    byId('seconds').textContent = 0;
    byId('record').hidden = false;
    byId('done').focus();
    ticking = setInterval(function () {
      byId('seconds').textContent = ++seconds;
      if (seconds >= 60) stop(false);
    }, 1000);
  }
  function stop(dropped) {
    if (!recorder || recorder.state === 'inactive') return;
    recorder.dropped = dropped;
    recorder.stop();
  }
  on(byId('done'), 'click', function () { stop(false); });
  on(byId('drop'), 'click', function () { stop(true); });
  on(document, 'keydown', function (e) { if (e.key === 'Escape') { stop(true); open(false); } });

  // ---- what comes in ----

  var source, offline, typing;
  function listen() {
    if (!window.EventSource) return setTimeout(function () { location.reload(); }, 60000);
    source = new EventSource('/chat/events?after=' + rev);
    source.onopen = function () { clearTimeout(offline); line(''); };
    source.onmessage = function (e) {
      rev = Number(e.lastEventId) || rev;
      if (typing) { clearTimeout(typing); typing = 0; line(''); }
      show(JSON.parse(e.data));
    };
    source.addEventListener('typing', function () {
      line('正在看您的话…');
      clearTimeout(typing);
      typing = setTimeout(function () { typing = 0; line(''); }, 6000);
    });
    source.onerror = function () {
      clearTimeout(offline);
      offline = setTimeout(function () { line('连接断了，正在重新连接…'); }, 4000);
      if (source.readyState === 2) setTimeout(listen, 5000); // refused: the browser does not try again
    };
  }

  panel.hidden = true;
  grow();
  toEnd();
  listen();
  if (!body.getAttribute('data-known') || body.getAttribute('data-code')) {
    send({ kind: 'open', code: body.getAttribute('data-code') || '' }).taken = function () {
      if (window.history && history.replaceState) history.replaceState(null, '', '/chat');
    };
  }
})();
