/*
 * The query side of the search: what a reader types in, records out, best first. Knows no page.
 *
 * In: the global `playbookIndex` that the script of a language sets (see search/packing.py), and a query.
 * Out: `playbookSearch.search(query)`. Splitting agrees with search/text.py; a test holds the two against each other.
 */
(function (global) {
  "use strict";

  var HAN = "\u3400-\u4dbf\u4e00-\u9fff";
  var PIECE = new RegExp("([" + HAN + "])|((?:(?![" + HAN + "])[\\p{L}\\p{N}])+)|\\S", "gu");
  var IS_HAN = new RegExp("^[" + HAN + "]");
  var JOIN = "\u0001";

  /** Weights and factors, found by trial on half of the playbook's queries. */
  var P = {
    uni: 0.4, pair: 1, word: 0.7, phrase: 0.6, group: 1.1,
    title: 3, wordings: 1, also: 3, summary: 0.7, foreign: 0.4, saturation: 4, body: 0.6,
    unitTitle: 1.3, unitWordings: 0.7, unitAlso: 0.8, unitSummary: 0.8, unit: 1.5, unitCover: 0.5, cover: 1.0,
    sound: 0.9, sameSound: 0.8, folded: 0.5, prefix: 0.7, typo1: 0.7, typo2: 0.5, gap: 0.5, ignored: 0.5, cue: 1.3
  };

  // Splitting ------------------------------------------------------------------------------------------------------

  /** @param {string} text @param {Object<string,string>} fold */
  function normalise(text, fold) {
    text = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
    return Array.from(text, function (c) { return fold[c] || c; }).join("").replace(/([a-z])['’](?=[a-z])/g, "$1");
  }

  /** @param {string} word */
  function stem(word) {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
    if (word.length > 4 && /ies$/.test(word)) word = word.slice(0, -3) + "y";
    else if (/(sses|ches|shes|xes)$/.test(word)) word = word.slice(0, -2);
    else if (/s$/.test(word) && !/(ss|us|is)$/.test(word)) word = word.slice(0, -1);
    var ending = /ing$/.test(word) ? 3 : /ed$/.test(word) ? 2 : 0;
    var rest = word.slice(0, word.length - ending);
    if (ending && rest.length > 2 && /[aeiouy]/.test(rest)) word = /([^lsz])\1$/.test(rest) ? rest.slice(0, -1) : rest;
    return word.length > 3 && /e$/.test(word) ? word.slice(0, -1) : word;
  }

  /** The atoms of a text; an empty one where a sentence or a part of it ends.
   * @param {string} text @param {Object<string,string>} fold @returns {string[]} */
  function atoms(text, fold) {
    var found = [], piece;
    PIECE.lastIndex = 0;
    text = normalise(text, fold);
    while ((piece = PIECE.exec(text))) {
      if (piece[1] || piece[2]) found.push(piece[1] || stem(piece[2]));
      else if (found.length && found[found.length - 1]) found.push("");
    }
    return found;
  }

  /** The term of two neighbours, or an empty text. @param {string} a @param {string} b */
  function term(a, b) {
    if (!a || !b || IS_HAN.test(a) !== IS_HAN.test(b)) return "";
    return IS_HAN.test(a) ? a + b : a + " " + b;
  }

  // Reading the index ----------------------------------------------------------------------------------------------

  var DIGITS = "";
  for (var code = 0x23; code < 0x7f; code++) if (code !== 0x5c && code !== 0x60) DIGITS += String.fromCharCode(code);
  var HALF = DIGITS.length >> 1;

  /** @param {string} text @returns {number[]} */
  function numbers(text) {
    var found = [], value = 0, scale = 1;
    for (var i = 0; i < text.length; i++) {
      var digit = DIGITS.indexOf(text[i]);
      value += (digit % HALF) * scale;
      if (digit >= HALF) scale *= HALF;
      else { found.push(value); value = 0; scale = 1; }
    }
    return found;
  }

  /** z/zh, c/ch, s/sh, n/ng, l/n, f/h, r/l: what some speakers do not tell apart. @param {string} sound */
  function folded(sound) {
    return sound.replace(/^([zcs])h/, "$1").replace(/ng$/, "n").replace(/^[nr]/, "l").replace(/^f/, "h").replace(/^hu(?=[aeio])/, "h");
  }

  function Search(data, parameters) {
    var p = Object.assign({}, P, parameters);
    this.p = p;
    this.data = data;
    this.records = data.records;
    this.found = data.records.map(function (record) { var k = record[0].split("/")[0]; return data.found[data.kinds.indexOf(k)] * (p["k_" + k] || 1); });
    this._tables();
    this._units();
  }

  Search.prototype._tables = function () {
    var self = this, data = this.data;
    this.fold = Object.create(null);
    for (var i = 0; i < data.traditional.length; i += 2) this.fold[data.traditional[i]] = data.traditional[i + 1];
    this.sounds = Object.create(null);
    this.syllables = Object.create(null);
    this.longest = 0;
    data.sounds.split("\n").forEach(function (line) {
      var sound = /^[a-z]+/.exec(line)[0];
      self.syllables[sound] = folded(sound);
      for (var c of line.slice(sound.length)) (self.sounds[c] = self.sounds[c] || []).push(sound);
    });
    this.list = Object.keys(this.syllables);
    this.groups = Object.create(null);
    data.groups.forEach(function (line) {
      var key = atoms(line[0], self.fold).join(JOIN);
      self.groups[key] = line.slice(1);
      self.longest = Math.max(self.longest, key.split(JOIN).length);
    });
    this.cues = Object.create(null);
    Object.keys(data.cues).forEach(function (kind) {
      data.cues[kind].forEach(function (key) {
        self.cues[key] = kind;
        self.longest = Math.max(self.longest, key.split(JOIN).length);
      });
    });
    this.ignore = Object.create(null);
    data.ignore.forEach(function (key) {
      self.ignore[key] = true;
      self.longest = Math.max(self.longest, key.split(JOIN).length);
    });
  };

  Search.prototype._units = function () {
    var p = this.p, data = this.data, self = this, ids = new Map(), terms = [], unitsOf = [], bodyOf = [];
    function id(text) {
      var found = ids.get(text);
      if (found === undefined) { found = terms.length; ids.set(text, found); terms.push(text); unitsOf.push([]); bodyOf.push(null); }
      return found;
    }
    this.ids = ids; this.terms = terms; this.unitsOf = unitsOf;
    // The other texts.
    var body = [];
    data.han.split("\n").forEach(function (line) {
      for (var i = 1; i < line.length; i++) body.push(line[i] === "." ? line[0] : line[0] + line[i]);
    });
    if (data.words) body = body.concat(data.words.split("\n"));
    var counts = numbers(data.body[0]), steps = numbers(data.body[1]), levels = numbers(data.body[2]), at = 0;
    body.forEach(function (text, i) {
      var place = 0, list = [];
      for (var n = 0; n < counts[i]; n++, at++) { place += steps[at]; if (levels[at] >= (p.minLevel || 0) && (!p.minDf || counts[i] >= p.minDf) && (!p.onlyGroups || text[0] === '=')) list.push(place, levels[at]); }
      bodyOf[id(text)] = list;
    });
    // The units.
    var record = 0, fieldWeights = [p.title, p.wordings, p.also, p.summary];
    var unitWeights = [p.unitTitle, p.unitWordings, p.unitAlso, p.unitSummary];
    this.texts = data.units.texts.split("\n");
    this.foreign = numbers(data.units.foreign);
    this.fields = numbers(data.units.fields);
    this.recordOf = numbers(data.units.records).map(function (step) { return (record += step); });
    this.unitWeight = this.texts.map(function (_, u) { return unitWeights[self.fields[u]] * (self.foreign[u] ? p.foreign : 1); });
    var unitTerms = this.texts.map(function (text, u) {
      var row = atoms(text, self.fold), own = new Set();
      for (var i = 0; i < row.length; i++) {
        if (!row[i]) continue;
        own.add(id(row[i]));
        var pair = i + 1 < row.length ? term(row[i], row[i + 1]) : "";
        if (pair) own.add(id(pair));
      }
      self._groupsIn(row, function (number) { own.add(id("=" + number)); });
      own.forEach(function (one) { unitsOf[one].push(u); });
      return Array.from(own);
    });
    // By term: the records and their weights; and how rare it is.
    var count = this.records.length, sum = new Float32Array(count);
    this.recordsOf = terms.map(function (_, t) {
      var places = [], list = bodyOf[t] || [];
      unitsOf[t].forEach(function (u) {
        var r = self.recordOf[u];
        if (!sum[r]) places.push(r);
        sum[r] += fieldWeights[self.fields[u]] * (self.foreign[u] ? p.foreign : 1);
      });
      var out = [];
      for (var i = 0; i < list.length; i += 2) {
        var r = list[i], w = p.body * list[i + 1] / 7;
        if (sum[r]) { w += sum[r] / (sum[r] + p.saturation); sum[r] = 0; }
        out.push(r, w);
      }
      places.forEach(function (r) { if (sum[r]) { out.push(r, sum[r] / (sum[r] + p.saturation)); sum[r] = 0; } });
      return out;
    });
    this.rarity = this.recordsOf.map(function (list) {
      var n = list.length / 2;
      return Math.log(1 + (count - n + 0.5) / (n + 0.5));
    });
    this.rarest = Math.log(1 + (count + 0.5) / 0.5);
    this.weight = terms.map(function (text, t) {
      var kind = text[0] === "=" ? p.group : IS_HAN.test(text) ? (text.length > 1 ? p.pair : p.uni) : text.indexOf(" ") > 0 ? p.phrase : p.word;
      return kind * self.rarity[t];
    });
    this.mass = unitTerms.map(function (own) {
      return own.reduce(function (all, t) { return all + (terms[t][0] === "=" ? 0 : self.weight[t]); }, 0) || 1;
    });
    // By sound: the pairs of characters in the units.
    this.bySound = new Map();
    terms.forEach(function (text, t) {
      if (text.length === 2 && IS_HAN.test(text) && unitsOf[t].length) self._eachSound(text, function (a, b) {
        var key = folded(a) + " " + folded(b), found = self.bySound.get(key);
        if (!found) self.bySound.set(key, (found = []));
        if (found.indexOf(t) < 0) found.push(t);
      });
    });
    this.sorted = terms.filter(function (text) { return text[0] !== "=" && !IS_HAN.test(text) && text.indexOf(" ") < 0; }).sort();
    this.seconds = new Map();
    terms.forEach(function (text, t) {
      if (text.length === 2 && IS_HAN.test(text) && unitsOf[t].length) {
        var found = self.seconds.get(text[0]);
        if (!found) self.seconds.set(text[0], (found = []));
        found.push(text[1]);
      }
    });
  };

  Search.prototype._eachSound = function (text, use) {
    var first = this.sounds[text[0]] || [], second = this.sounds[text[1]] || [];
    first.forEach(function (a) { second.forEach(function (b) { use(a, b); }); });
  };

  Search.prototype._groupsIn = function (row, use) {
    for (var i = 0; i < row.length; i++) {
      for (var key = "", n = 0; n < this.longest && i + n < row.length; n++) {
        key += (n ? JOIN : "") + row[i + n];
        (this.groups[key] || []).forEach(function (number) { use(number, i, n + 1); });
      }
    }
  };

  // A query --------------------------------------------------------------------------------------------------------

  /** What of the index a query asks for: tokens with the terms that will do for each.
   * @param {string} query */
  Search.prototype.read = function (query) {
    var p = this.p, self = this, open = /[\p{L}\p{N}]$/u.test(query);
    var row = atoms(query, this.fold), tokens = [], places = [], weights = [];
    var ignored = row.map(function () { return false; }), cued = {};
    for (var s = 0; s < row.length; s++) {
      for (var key = "", n = 0; n < this.longest && s + n < row.length; n++) {
        key += (n ? JOIN : "") + row[s + n];
        if (this.cues[key]) cued[this.cues[key]] = true;
        if (this.ignore[key] || this.cues[key]) for (var k = s; k <= s + n; k++) ignored[k] = true;
      }
    }
    function known(text) { return self.ids.get(text); }
    function exact(text) { var t = known(text); return t === undefined ? [] : [[t, 1, ""]]; }
    function add(from, count, alternatives, text) {
      if (alternatives.length) tokens.push({ from: from, count: count, alternatives: alternatives, text: text });
    }
    // Places: a character or a word each; a word that can be read as pinyin takes one for each syllable.
    var spans = row.map(function (atom, i) {
      if (!atom) return { at: places.length, count: 0 };
      var split = IS_HAN.test(atom) || known(atom) !== undefined && self.data.language !== "zh" ? null : self._syllables(atom, open && i === row.length - 1);
      var span = { at: places.length, count: split ? split[0].length : 1, split: split };
      for (var n = 0; n < span.count; n++) places.push(i);
      return span;
    });
    var elements = [];
    row.forEach(function (atom, i) {
      var span = spans[i];
      if (!atom) return;
      if (IS_HAN.test(atom)) elements.push({ at: span.at, han: atom });
      else if (span.split) for (var n = 0; n < span.count; n++) elements.push({ at: span.at + n, split: span.split, n: n });
      else elements.push({ at: span.at });
    });
    for (var i = 0; i < row.length; i++) {
      var atom = row[i], span = spans[i], next = row[i + 1], found;
      if (!atom) continue;
      var t = known(atom), unknown = t === undefined;
      var weight = unknown ? this.rarest * (IS_HAN.test(atom) ? 0.7 : 1) : this.rarity[t];
      for (var n = 0; n < span.count; n++) weights.push((ignored[i] ? p.ignored : 1) * weight);
      add(span.at, span.count, exact(atom), atom);
      if (IS_HAN.test(atom)) {
        if (next && IS_HAN.test(next)) {
          found = exact(atom + next);
          var sure = found.length && this.unitsOf[found[0][0]].length;
          add(span.at, 2, found.concat(sure ? [] : this._alike(atom + next)), atom + next);
          // One character too many, or a wrong one, between two that belong together.
          var third = row[i + 2];
          if (third && IS_HAN.test(third) && known(atom + next) === undefined && known(next + third) === undefined)
            add(span.at, 3, exact(atom + third).map(function (a) { return [a[0], p.gap, "gap"]; }), atom + next + third);
        }
      } else {
        if (next && term(atom, next)) {
          add(span.at, span.count + spans[i + 1].count, exact(term(atom, next)), term(atom, next));
          if (unknown || known(next) === undefined) add(span.at, span.count + spans[i + 1].count, exact(atom + next), atom + next);
        }
        if (unknown) add(span.at, span.count, this._near(atom, open && i === row.length - 1, !!span.split), atom);
        else if (open && i === row.length - 1 && atom.length > 2) add(span.at, span.count, this._prefixed(atom, true), atom);
      }
    }
    // Sounds.
    elements.forEach(function (element, e) {
      var after = elements[e + 1];
      if (after && (element.split || after.split) && (element.split || element.han) && (after.split || after.han)) {
        add(element.at, 2, self._sounding(element, after, open && e === elements.length - 2), "");
      }
    });
    this._groupsIn(row, function (number, from, count) {
      var last = spans[from + count - 1];
      add(spans[from].at, last.at + last.count - spans[from].at, exact("=" + number), "=" + number);
    });
    tokens.forEach(function (token) {
      var dim = 0;
      for (var n = 0; n < token.count; n++) dim += ignored[places[token.from + n]] ? p.ignored : 1;
      token.dim = token.text[0] === "=" ? 1 : dim / token.count;
    });
    return { tokens: tokens, weights: weights, row: row, cued: cued };
  };

  /** A pair of characters that the units do not hold, by its sound, or by the one that is missing between them. */
  Search.prototype._alike = function (text) {
    var p = this.p, self = this, found = [], seen = {};
    this._eachSound(text, function (a, b) {
      (self.bySound.get(folded(a) + " " + folded(b)) || []).forEach(function (t) {
        var same = 0;
        self._eachSound(self.terms[t], function (c, d) { if (a === c && b === d) same = 1; });
        var shares = self.terms[t][0] === text[0] || self.terms[t][1] === text[1];
        var factor = (same ? p.sameSound : p.folded) * (shares ? 1 : 0.8);
        if (!(seen[t] >= factor)) { seen[t] = factor; found.push([t, factor, "sound"]); }
      });
    });
    if (!found.length) (this.seconds.get(text[0]) || []).forEach(function (middle) {
      var t = self.ids.get(middle + text[1]);
      if (t !== undefined && self.unitsOf[t].length) found.push([t, p.gap, "gap"], [self.ids.get(text[0] + middle), p.gap, "gap"]);
    });
    return found;
  };

  /** The ways to read a word as pinyin with the fewest syllables; the last may be unfinished. */
  Search.prototype._syllables = function (word, open) {
    if (word.length > 40 || !/^[a-z]+$/.test(word)) return null;
    var self = this, best = [];
    best[word.length] = [[]];
    for (var i = word.length - 1; i >= 0; i--) {
      for (var n = 1; n <= 6 && i + n <= word.length; n++) {
        var part = word.slice(i, i + n), rest = best[i + n];
        if (!rest || !(self.syllables[part] || open && i + n === word.length && self._unfinished(part))) continue;
        var ways = rest.map(function (way) { return [part].concat(way); });
        if (!best[i] || ways[0].length < best[i][0].length) best[i] = ways;
        else if (ways[0].length === best[i][0].length) best[i] = best[i].concat(ways).slice(0, 4);
      }
    }
    return best[0] || null;
  };

  Search.prototype._unfinished = function (part) {
    return this.list.some(function (sound) { return sound.startsWith(part); });
  };

  Search.prototype._sounding = function (first, second, open) {
    var p = this.p, self = this, best = {}, found = [];
    function ways(element) {
      return element.han ? (self.sounds[element.han] || []) : element.split.map(function (way) { return way[element.n]; });
    }
    var pairs = {};
    for (var w = 0; w < 4; w++) {
      var as = first.split ? [first.split[w] && first.split[w][first.n]] : ways(first);
      var bs = second.split ? [(second.split === first.split ? second.split[w] : second.split[w]) && second.split[w][second.n]] : ways(second);
      as.forEach(function (a) { bs.forEach(function (b) { if (a && b) pairs[a + " " + b] = [a, b]; }); });
    }
    Object.values(pairs).forEach(function (pair) {
      var ends = open && second.split ? self.list.filter(function (s) { return s.startsWith(pair[1]); }) : [pair[1]];
      ends.forEach(function (end) {
        (self.bySound.get(folded(pair[0]) + " " + folded(end)) || []).forEach(function (t) {
          var same = false;
          self._eachSound(self.terms[t], function (c, d) { if (pair[0] === c && end === d) same = true; });
          var factor = (same ? p.sound : p.folded) * (end === pair[1] ? 1 : p.prefix);
          if (!(best[t] >= factor)) best[t] = factor;
        });
      });
    });
    for (var t in best) found.push([+t, best[t], "sound"]);
    return found;
  };

  Search.prototype._prefixed = function (word, strict) {
    var p = this.p, list = this.sorted, low = 0, high = list.length, found = [];
    while (low < high) { var middle = (low + high) >> 1; if (list[middle] < word) low = middle + 1; else high = middle; }
    for (; low < list.length && list[low].startsWith(word) && found.length < 50; low++)
      if (!strict || list[low] !== word) found.push([this.ids.get(list[low]), strict ? 0.5 * p.prefix : p.prefix, "prefix"]);
    return found;
  };

  /** What an unknown word may mean: the beginning of a word, two words in one, a word with a slip. */
  Search.prototype._near = function (word, open, sounds) {
    var p = this.p, self = this, found = open && word.length > 1 ? this._prefixed(word, false) : [];
    if (word.length < 4 || (sounds && found.length === 0 && this.data.language === "zh" && word.length < 5)) return found;
    for (var i = 2; i <= word.length - 2; i++) {
      var a = this.ids.get(stem(word.slice(0, i))), b = this.ids.get(stem(word.slice(i)));
      if (a !== undefined && b !== undefined && i > 2 && word.length - i > 2) found.push([a, p.typo1, "split"], [b, p.typo1, "split"]);
    }
    var most = word.length < 8 ? 1 : 2;
    this.sorted.forEach(function (other) {
      if (Math.abs(other.length - word.length) > most || other.length < 3) return;
      if (other[0] !== word[0] && other[1] !== word[1] && other[0] !== word[1]) return;
      var d = distance(word, other, most);
      if (d <= most) found.push([self.ids.get(other), (d === 1 ? p.typo1 : p.typo2) * (other[0] === word[0] ? 1 : 0.8), "typo"]);
    });
    return found;
  };

  /** Changes, with neighbours swapped as one; more than `most` is as good as any. */
  function distance(a, b, most) {
    var before = [], last = [], row = [];
    for (var j = 0; j <= b.length; j++) last[j] = j;
    for (var i = 1; i <= a.length; i++) {
      row = [i];
      var least = i;
      for (j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
      before = last; last = row;
    }
    return last[b.length];
  }

  /** @param {string} query @param {number} [limit] */
  Search.prototype.search = function (query, limit) {
    var p = this.p, self = this;
    var asked = this.read(query.slice(0, 500));
    var count = this.records.length, total = 0;
    var places = asked.weights.length;
    asked.weights.forEach(function (w) { total += w; });
    function bits(token) {
      var mask = 0;
      for (var n = 0; n < token.count; n++) mask |= 1 << Math.min(30, places > 31 ? Math.floor((token.from + n) * 31 / places) : token.from + n);
      return mask;
    }
    var scores = new Float32Array(count), masks = new Int32Array(count);
    var units = new Float32Array(this.texts.length), unitMasks = new Int32Array(this.texts.length), hits = new Float32Array(this.texts.length);
    var best = new Float32Array(Math.max(count, this.texts.length));
    asked.tokens.forEach(function (token) {
      var mask = bits(token), ignored = token.dim;
      var touched = [];
      token.alternatives.forEach(function (a) {
        var list = self.recordsOf[a[0]], w = self.weight[a[0]] * a[1] * ignored;
        for (var i = 0; i < list.length; i += 2) {
          if (!best[list[i]]) touched.push(list[i]);
          if (w * list[i + 1] > best[list[i]]) best[list[i]] = w * list[i + 1];
        }
      });
      touched.forEach(function (r) { scores[r] += best[r]; best[r] = 0; masks[r] |= mask; });
      touched = [];
      token.alternatives.forEach(function (a) {
        var w = self.weight[a[0]] * a[1] * ignored;
        self.unitsOf[a[0]].forEach(function (u) {
          if (!best[u]) touched.push(u);
          if (w > best[u]) best[u] = w;
        });
      });
      var group = token.text[0] === "=";
      touched.forEach(function (u) { units[u] += best[u]; if (!group) hits[u] += best[u]; best[u] = 0; unitMasks[u] |= mask; });
    });
    var share = new Float32Array(31);
    asked.weights.forEach(function (w, n) { share[places > 31 ? Math.floor(n * 31 / places) : n] += w / total; });
    function covered(mask) { var sum = 0; for (var n = 0; n < 31; n++) if (mask & 1 << n) sum += share[n]; return sum; }
    var bestUnit = new Int32Array(count).fill(-1), bestScore = new Float32Array(count);
    units.forEach(function (score, u) {
      if (!score) return;
      var r = self.recordOf[u], whole = Math.min(1, hits[u] / self.mass[u]);
      score *= self.unitWeight[u] * Math.pow(covered(unitMasks[u]), p.cover) * (1 - p.unitCover + p.unitCover * whole);
      if (score > bestScore[r]) { bestScore[r] = score; bestUnit[r] = u; }
    });
    var results = [];
    for (var r = 0; r < count; r++) {
      if (!scores[r] && !bestScore[r]) continue;
      results.push({ record: r, key: this.records[r][0], unit: bestUnit[r],
        score: this.found[r] * (asked.cued[this.records[r][0].split('/')[0]] ? p.cue : 1) * (scores[r] * Math.pow(covered(masks[r]), p.cover) + p.unit * bestScore[r]),
        own: scores[r], unitScore: bestScore[r], cover: covered(masks[r]) });
    }
    results.sort(function (a, b) { return b.score - a.score || a.record - b.record; });
    return results.slice(0, limit || 20);
  };

  global.PlaybookSearch = Search;
  global.PlaybookSearch.atoms = atoms;
})(typeof window === "undefined" ? globalThis : window);
