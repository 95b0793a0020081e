// Checks a published list of ballots where it is opened: nothing is sent anywhere, and
// a page that was saved does it too. The format is in docs/ballots.md.
"use strict";
(() => {
  // SHA-256 and SHA-512: the constants are the first bits of roots of the first primes.
  const primes = [];
  for (let n = 2; primes.length < 80; n++) if (primes.every(p => n % p)) primes.push(n);
  const root = (n, of) => { // the largest whole r with r^of <= n
    let r = 0n;
    for (let bit = 1n << 80n; bit; bit >>= 1n) if ((r | bit) ** of <= n) r |= bit;
    return r;
  };
  const low = (1n << 64n) - 1n;
  const K = primes.map(p => root(BigInt(p) << 192n, 3n) & low);
  const H = primes.slice(0, 8).map(p => root(BigInt(p) << 128n, 2n) & low);
  const K32 = K.slice(0, 64).map(k => Number(k >> 32n)), H32 = H.map(h => Number(h >> 32n));
  const utf8 = text => new TextEncoder().encode(text);
  const join = (...parts) => {
    const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
    let at = 0;
    for (const p of parts) { all.set(p, at); at += p.length; }
    return all;
  };
  const padded = (data, block, width) => {
    const all = new Uint8Array(Math.ceil((data.length + 1 + width) / block) * block);
    all.set(data);
    all[data.length] = 0x80;
    new DataView(all.buffer).setBigUint64(all.length - 8, BigInt(data.length) * 8n);
    return new DataView(all.buffer);
  };
  const sha256 = data => {
    const v = padded(data, 64, 8), h = [...H32], w = new Int32Array(64);
    for (let at = 0; at < v.byteLength; at += 64) {
      for (let i = 0; i < 64; i++) {
        if (i < 16) { w[i] = v.getInt32(at + 4 * i); continue; }
        const a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + ((a >>> 7 | a << 25) ^ (a >>> 18 | a << 14) ^ a >>> 3) + w[i - 7] + ((b >>> 17 | b << 15) ^ (b >>> 19 | b << 13) ^ b >>> 10);
      }
      let [a, b, c, d, e, f, g, k] = h;
      for (let i = 0; i < 64; i++) {
        const x = k + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K32[i] + w[i] | 0;
        const y = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
        k = g; g = f; f = e; e = d + x | 0; d = c; c = b; b = a; a = x + y | 0;
      }
      [a, b, c, d, e, f, g, k].forEach((x, i) => { h[i] = h[i] + x | 0; });
    }
    const out = new DataView(new ArrayBuffer(32));
    h.forEach((x, i) => out.setInt32(4 * i, x));
    return new Uint8Array(out.buffer);
  };
  const sha512 = data => {
    const v = padded(data, 128, 16), h = [...H], w = [];
    const turn = (x, n) => (x >> n | x << 64n - n) & low;
    for (let at = 0; at < v.byteLength; at += 128) {
      for (let i = 0; i < 80; i++) {
        const a = w[i - 15], b = w[i - 2];
        w[i] = i < 16 ? v.getBigUint64(at + 8 * i) : w[i - 16] + (turn(a, 1n) ^ turn(a, 8n) ^ a >> 7n) + w[i - 7] + (turn(b, 19n) ^ turn(b, 61n) ^ b >> 6n) & low;
      }
      let [a, b, c, d, e, f, g, k] = h;
      for (let i = 0; i < 80; i++) {
        const x = k + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + (e & f ^ (low ^ e) & g) + K[i] + w[i];
        const y = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + (a & b ^ a & c ^ b & c);
        k = g; g = f; f = e; e = d + x & low; d = c; c = b; b = a; a = x + y & low;
      }
      [a, b, c, d, e, f, g, k].forEach((x, i) => { h[i] = h[i] + x & low; });
    }
    const out = new DataView(new ArrayBuffer(64));
    h.forEach((x, i) => out.setBigUint64(8 * i, x));
    return new Uint8Array(out.buffer);
  };
  const hmac = (key, data) => {
    const pad = with_ => { const k = new Uint8Array(64).fill(with_); key.forEach((b, i) => { k[i] ^= b; }); return k; };
    if (key.length > 64) key = sha256(key);
    return sha256(join(pad(0x5c), sha256(join(pad(0x36), data))));
  };
  const hex = bytes => [...bytes].map(b => b.toString(16).padStart(2, "0")).join("");
  const base64 = bytes => btoa(String.fromCharCode(...bytes));
  const unbase64 = text => { // there is one way only to write it
    const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    if (base64(bytes) !== text) throw Error("base64");
    return bytes;
  };

  // Ed25519 (RFC 8032), with points as (X : Y : Z : T).
  const P = (1n << 255n) - 19n, L = (1n << 252n) + 27742317777372353535851937790883648493n;
  const mod = x => (x % P + P) % P;
  const power = (x, e) => { let r = 1n; for (x = mod(x); e; e >>= 1n) { if (e & 1n) r = r * x % P; x = x * x % P; } return r; };
  const D = mod(-121665n * power(121666n, P - 2n));
  const number = bytes => bytes.reduceRight((n, b) => n << 8n | BigInt(b), 0n);
  const point = bytes => {
    const n = number(bytes), y = n & ((1n << 255n) - 1n), u = mod(y * y - 1n), v = mod(D * y * y + 1n);
    let x = u * power(v, 3n) % P * power(u * power(v, 7n), (P - 5n) / 8n) % P;
    if (mod(v * x * x - u)) x = x * power(2n, (P - 1n) / 4n) % P;
    if (y >= P || mod(v * x * x - u)) throw Error("point");
    if ((x & 1n) !== n >> 255n) x = P - x;
    return [x, y, 1n, x * y % P];
  };
  const add = ([x, y, z, t], [X, Y, Z, T]) => {
    const a = mod((y - x) * (Y - X)), b = mod((y + x) * (Y + X)), c = mod(2n * t * T * D), d = mod(2n * z * Z);
    const e = b - a, f = d - c, g = d + c, h = b + a;
    return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
  };
  const times = (n, p) => { let r = [0n, 1n, 1n, 0n]; for (; n; n >>= 1n) { if (n & 1n) r = add(r, p); p = add(p, p); } return r; };
  const B = () => point(Uint8Array.from([0x58, ...Array(31).fill(0x66)]));
  const signs = (pub, sig, data) => {
    const s = number(sig.slice(32)), h = number(sha512(join(sig.slice(0, 32), pub, data))) % L;
    if (s >= L) return false;
    const [x, y, z, t] = point(pub), r = add(times(s, B()), times(h, [mod(-x), y, z, mod(-t)])), i = power(r[2], P - 2n);
    const n = r[1] * i % P | (r[0] * i % P & 1n) << 255n;
    return n === number(sig.slice(0, 32));
  };

  // The tree of RFC 6962.
  const leaf = line => sha256(join([0], line));
  const tree = hashes => {
    if (hashes.length === 1) return hashes[0];
    let k = 1;
    while (2 * k < hashes.length) k *= 2;
    return sha256(join([1], tree(hashes.slice(0, k)), tree(hashes.slice(k))));
  };

  // A signed note under a key name+hash+base64.
  const signed = (note, text, key) => {
    const [name, hash, ...rest] = key.split("+"), raw = unbase64(rest.join("+"));
    const id = sha256(join(utf8(name + "\n"), raw)).slice(0, 4);
    const head = text + "\n— " + name + " ";
    if (raw.length !== 33 || raw[0] !== 1 || hash !== hex(id) || !note.startsWith(head) || !note.endsWith("\n")) return false;
    const sig = unbase64(note.slice(head.length, -1));
    return sig.length === 68 && hex(sig.slice(0, 4)) === hex(id) && signs(raw.slice(1), sig.slice(4), utf8(text));
  };

  // What ballots come to, by kind; null where this does not count the kind.
  const written = value => JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  const split = text => text ? text.split(",") : [];
  const recounts = {
    choice: (h, list) => {
      const votes = {}, valid = list.filter(b => split(b.ballot).length >= (h.rule.min || 0) && split(b.ballot).length <= (h.rule.max || 0));
      valid.forEach(b => split(b.ballot).forEach(k => { votes[k] = (votes[k] || 0) + 1; }));
      return c => c.took === list.length && c.valid === valid.length && c.rows.every(r => r.votes === (votes[r.key] || 0));
    },
    score: (h, list) => {
      const given = {}, points = {};
      list.forEach(b => split(b.ballot).forEach(item => {
        const [k, n] = item.split(":");
        given[k] = (given[k] || 0) + 1;
        points[k] = (points[k] || 0) + Number(n || 1);
      }));
      return c => c.every(s => { const k = h.options.find(o => o.label === s.option).key; return s.given === (given[k] || 0) && s.points === (points[k] || 0); });
    },
    lottery: (h, list, seed) => seed && (c => written(c) === written(h.options.map(o => {
      const drawn = list.filter(b => split(b.ballot).includes(o.key)).map(b => [hex(hmac(utf8(seed), utf8(o.label + "\n" + b.receipt))), b.receipt]).sort().map(d => d[1]);
      const seats = Math.max(0, Math.min(o.seats || 0, drawn.length));
      return { option: o.label, seats: o.seats || 0, in: drawn.slice(0, seats), waiting: drawn.slice(seats) };
    }))),
  };
  recounts.approval = (h, list) => recounts.choice({ rule: { max: h.options.length } }, list);

  // check looks at a whole list: {wrong: [what is wrong], fine: [what was seen]}.
  const check = (bytes, known = {}) => {
    const wrong = [], fine = [], lines = [];
    const see = (ok, no, yes) => { if (!ok) wrong.push(no); else if (yes) fine.push(yes); return ok; };
    const attempt = look => { try { return look(); } catch { return false; } };
    try {
      for (let at = 0; at < bytes.length;) {
        const end = bytes.indexOf(10, at);
        if (end < 0) throw Error("最后一行不完整");
        lines.push(bytes.slice(at, end));
        at = end + 1;
      }
      const read = line => JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line));
      const last = lines.pop(), h = read(lines[0]), foot = read(last), list = lines.slice(1).map(read);
      const third = h.format === "yishi ballots 3", second = third || h.format === "yishi ballots 2", top = base64(tree(lines.map(leaf)));
      see(second || h.format === "yishi ballots 1", "不认识这种名单");
      see(base64(last) === base64(utf8(written(foot))) && !Object.keys(foot).some(k => !["ballots", "header", "root", "drawn", "key", "signed"].includes(k)), "最后一行被改过");
      see(foot.ballots === list.length, "票的张数不对");
      see(foot.header === base64(leaf(lines[0])), "开头的一行（题目、选项、规则）被改过");
      see(third || !list.some(b => b.words), "有票被改过");
      see(list.every((b, i) => b.receipt && (!i || list[i - 1].receipt < b.receipt)), "票的次序被动过，或者有重复的");
      see(foot.root === top, "有票被改过", "一共" + list.length + "张票，一张没有少，一个字没有改。");
      if (known.root) see(known.root === top, "名单指纹和公布的不一样：这不是公布的那份名单", "名单指纹和公布的一样。");
      let text = h.format + "\npoll " + h.poll + "\n" + list.length + "\n" + top + "\n", seed = second ? "" : h.rule.seed, counted = h.counted;
      if (foot.drawn) {
        counted = foot.drawn.counted;
        seed = hex(sha256(utf8(top + " " + foot.drawn.number)));
        text += "draw " + h.rule.draw + " " + foot.drawn.number + " " + base64(leaf(utf8(written(counted)))) + "\n";
        see(h.rule.draw && seed === foot.drawn.seed && /^\d{3}$/.test(foot.drawn.number), "抽签的号码对不上", "抽签用的是" + h.rule.draw + "福彩3D的开奖号码" + foot.drawn.number + "，请和报纸对一对。");
      }
      const key = known.key || foot.key;
      if (key && (foot.signed || known.key)) see((!foot.key || foot.key === key) && attempt(() => signed(foot.signed, text, key)), "没有主办方对这份名单的签名", "主办方的签名是真的。");
      else see(!foot.key && (!foot.signed || !second), "没有主办方对这份名单的签名");
      const recount = !counted.lots && recounts[h.kind] && recounts[h.kind](h, list, seed);
      if (recount) see(attempt(() => recount(counted)), "重新数出来的结果和写的不一样", "重新数了一遍，结果一样。");
      else if (!wrong.length) fine.push(counted.lots ? "还没有抽签。" : "这一种票在网页上不重数，可以用「议事」的程序重数。");
    } catch (e) { wrong.push("这不是一份完整的名单"); }
    return { wrong, fine };
  };
  window.checkBallots = check; // for who wants to try it by hand

  const box = document.getElementById("selfcheck");
  if (!box) return;
  const answer = document.getElementById("checked"), show = bytes => {
    const { wrong, fine } = check(bytes, { root: box.dataset.root, key: box.dataset.key });
    answer.hidden = false;
    answer.className = "answer " + (wrong.length ? "lost" : "found");
    answer.replaceChildren(...[wrong.length ? "这份名单不对！请马上告诉社区和邻居。" : "这份名单是对的。", ...wrong, ...fine].map((line, i) => {
      const e = document.createElement(i ? "p" : "h3");
      e.textContent = line;
      return e;
    }));
  };
  const say = words => { answer.hidden = false; answer.className = "answer lost"; answer.textContent = words; };
  box.hidden = false;
  document.getElementById("checknow").addEventListener("click", () => fetch(box.dataset.list).then(r => r.ok ? r.arrayBuffer() : Promise.reject()).then(b => show(new Uint8Array(b))).catch(() => say("现在拿不到名单。请先下载名单，再从下面选这个文件。")));
  document.getElementById("saved").addEventListener("change", e => {
    const [file] = e.target.files;
    if (file) file.arrayBuffer().then(b => { e.target.value = ""; show(new Uint8Array(b)); }); // the same may be chosen again
  });
})();
