/*
 * The query side of the search: what a reader types goes in, records come out, best first. It knows no page.
 *
 * In: what `playbookIndex` of a language holds (see packing.py), and a query.
 * Out: `new PlaybookSearch(playbookIndex).search(query)`.
 *
 * An atom is a Han character or the stem of a word; a term is an atom, two neighbours, or a group of synonyms ("=12").
 * Splitting agrees with text.py; a test holds the two against each other.
 */
(function (global) {
  "use strict";

  // Weights of terms, fields and ways to match, found by trial on queries, and checked by others (see docs/architecture.md).
  var WEIGHT = { character: 0.1, pair: 1.1, word: 1.2, words: 0.5, group: 1.7 };
  var FIELD = { title: 3, wordings: 1, also: 7, summary: 0.4 };
  var UNIT = { title: 1.2, wordings: 0.5, also: 0.35, summary: 1 };
  var FOREIGN = 0.4, SATURATION = 7, BODY = 0.6, LEVELS = 7;
  var BEST_UNIT = 1.1, WHOLE_UNIT = 0.4, COVERED = 0.85;
  var SAID_LITTLE = 0.7, ASKED_KIND = 1.7, CROWD = 0.1, RARE = 1;
  var SOUND = 0.9, SAME_SOUND = 0.65, NEAR_SOUND = 0.35, PREFIX = 0.7, SLIP = 0.9, SLIPS = 0.6, GAP = 0.35,
    INITIALS = 0.8, BOTH = 0.3, WRONG = 0.5, ALONE = 6, SHORTEST = 3;
  // What scores less than this share of the best is not worth a reader's time.
  var LEAST = 0.1, LONGEST_QUERY = 500, PLACES = 31;

  var HAN = "\u3400-\u4dbf\u4e00-\u9fff", LETTER = /[\p{L}\p{N}]/u;
  var PIECE = new RegExp("[" + HAN + "]|(?:(?![" + HAN + "])[\\p{L}\\p{N}])+|[^ \\t\\r]", "gu");
  var SHOWN = new RegExp("([" + HAN + "]|(?:(?![" + HAN + "])(?:[0-9][.,](?=[0-9])|[\\p{L}\\p{N}'’]))+)(?:[-\u2010\u2011](?=[\\p{L}\\p{N}]))?|\\S", "gu");

  var NUMBERS = "one two three four five six seven eight nine ten".split(" ");

  /** @param {string} text */
  function isHan(text) {
    var code = text.charCodeAt(0);
    return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);
  }

  // Splitting ------------------------------------------------------------------------------------------------------

  /** One text, or many with a line each. @param {string} text */
  function normalise(text) {
    text = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
    // A hyphen joins words as a space does.
    return text.replace(/([a-z])['’](?=[a-z])/g, "$1").replace(/([\p{L}\p{N}])[-\u2010](?=[\p{L}\p{N}])/gu, "$1 ")
      .replace(/([0-9])(?:[.](?=[0-9])|,(?=[0-9]{3}))/g, "$1").replace(/([a-z])(?=[0-9])|([0-9])(?=[a-z])/g, "$& ");
  }

  /** @param {string} word */
  function stem(word) {
    if (NUMBERS.indexOf(word) >= 0) return String(NUMBERS.indexOf(word) + 1);
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
    if (word.length > 4 && /ies$/.test(word)) word = word.slice(0, -3) + "y";
    else if (/(sses|ches|shes|xes)$/.test(word)) word = word.slice(0, -2);
    else if (/s$/.test(word) && !/(ss|us|is)$/.test(word)) word = word.slice(0, -1);
    var ending = /ing$/.test(word) ? 3 : /ed$/.test(word) ? 2 : 0, rest = word.slice(0, word.length - ending);
    if (ending && rest.length > 2 && /[aeiouy]/.test(rest)) word = /([^lsz])\1$/.test(rest) ? rest.slice(0, -1) : rest;
    return word.length > 3 && /e$/.test(word) ? word.slice(0, -1) : word;
  }

  /** The characters and words of each line of a normalised text, as `use` makes them; an empty one where a sentence or a
   * part of it ends. @param {string} text @param {function(string): string} use @returns {string[][]} */
  function split(text, use) {
    var row = [], rows = [row];
    (text.match(PIECE) || []).forEach(function (piece) {
      if (piece === "\n") { rows.push((row = [])); return; }
      var one = use(piece);
      if (one || row[row.length - 1]) row.push(one);
    });
    return rows;
  }

  /** A piece as it is. @param {string} piece */
  function itself(piece) { return LETTER.test(piece) ? piece : ""; }

  /** The characters and words of a text, as they are. @param {string} text */
  function pieces(text) { return split(normalise(text.replace(/\n/g, " ")), itself)[0]; }

  /** @param {string} piece @param {Object<string, string>} fold traditional characters to simplified ones */
  function atom(piece, fold) { return itself(piece) && (fold[piece] || stem(piece)); }

  /** @param {string} text @param {Object<string, string>} fold */
  function atoms(text, fold) { return pieces(text).map(function (piece) { return atom(piece, fold); }); }

  /** What `find` finds, each but once. @param {function(any): any} find */
  function remembered(find) {
    var known = new Map();
    return function (what) {
      var found = known.get(what);
      if (found === undefined) known.set(what, (found = find(what)));
      return found;
    };
  }

  /** The term of two neighbours, or an empty text. @param {string} [a] @param {string} [b] */
  function pair(a, b) {
    if (!a || !b || isHan(a) !== isHan(b)) return "";
    return isHan(a) ? a + b : a + " " + b;
  }

  // Reading the index ----------------------------------------------------------------------------------------------

  var VALUE = [], HALF = 0;
  for (var code = 0x23; code < 0x7f; code++) if (code !== 0x5c && code !== 0x60) VALUE[code] = HALF++;
  HALF = HALF >> 1;

  /** The numbers that `numbers` of packing.py wrote. @param {string} text @returns {number[]} */
  function numbers(text) {
    var found = [], value = 0, scale = 1;
    for (var i = 0; i < text.length; i++) {
      var digit = VALUE[text.charCodeAt(i)];
      value += (digit % HALF) * scale;
      if (digit >= HALF) scale *= HALF;
      else { found.push(value); value = 0; scale = 1; }
    }
    return found;
  }

  /** The places that steps from one to the next lead to. @param {string} text @returns {number[]} */
  function placesIn(text) {
    var at = 0;
    return numbers(text).map(function (step) { return (at += step); });
  }

  /** A value in which each character beyond ASCII stands for one of a row. @param {any} value @param {string[]} row */
  function spelt(value, row) {
    if (typeof value === "string") return value.replace(/[^\0-\x7f]+/g, function (run) {
      for (var text = "", i = 0; i < run.length; i++) text += row[run.charCodeAt(i) - 0x80];
      return text;
    });
    if (Array.isArray(value)) return value.map(function (one) { return spelt(one, row); });
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.keys(value).map(function (key) { return [key, spelt(value[key], row)]; }));
  }

  /** A syllable as one hears it who does not tell z from zh, n from ng, l from n and r, h from f. @param {string} sound */
  var heard = remembered(function (sound) {
    return sound.replace(/v/, "u").replace(/^([zcs])h/, "$1").replace(/ng$/, "n").replace(/^[nr]/, "l").replace(/^f/, "h").replace(/^hu(?=[aeio])/, "h");
  });

  /** @param {{characters: string, data: Object}} index what the script of a language sets */
  function Search(index) {
    var data = spelt(index.data, placesIn(index.characters).map(function (code) { return String.fromCodePoint(code); }));
    this.data = data;
    this.records = data.records;
    this._tables();
    this._terms();
    this._sounds();
  }

  Search.prototype._tables = function () {
    var self = this, data = this.data, fold = Object.create(null), texts = [], uses = [], words = this._words = [];
    placesIn(data.traditional[0]).forEach(function (code, i) { fold[String.fromCharCode(code)] = data.traditional[1][i]; });
    this._atom = remembered(function (piece) { return atom(piece, fold); });
    this._shown = remembered(function (piece) { return atoms(piece, fold)[0] || ""; });
    /** Note what words stand for. */
    function add(list, use) { list.forEach(function (word) { texts.push(word); uses.push(use); }); }
    data.groups.forEach(function (line, number) {
      if (line) add(line.split("|"), function (entry) { entry.groups.push("=" + number); });
    });
    Object.keys(data.cues).forEach(function (kind) { add(data.cues[kind], function (entry) { entry.kind = kind; }); });
    add(data.ignore, function (entry) { entry.little = true; });
    // They are sent as stems.
    var rows = split(texts.join("\n"), itself);
    // The words, and later the pairs of characters that short texts hold.
    this._tree = { next: new Map(), entry: null, pair: -1 };
    uses.forEach(function (use, i) {
      var row = rows[i], at = self._branch(row);
      // For each word its groups, the kind it asks for, whether it says little.
      if (!at.entry) words.push((at.entry = { row: row, order: words.length, groups: [], kind: "", little: false }));
      use(at.entry);
    });
    this._longest = words.reduce(function (most, entry) { return Math.max(most, entry.row.length); }, 1);
  };

  /** Where a row of atoms leads to in the tree of words and pairs. @param {string[]} row */
  Search.prototype._branch = function (row) {
    return row.reduce(function (at, atom) {
      if (!at.next) at.next = new Map();
      if (!at.next.has(atom)) at.next.set(atom, { next: null, entry: null, pair: -1 });
      return at.next.get(atom);
    }, this._tree);
  };

  /** Call `use(entry, from, count)` for each word of the synonyms in a row of atoms. */
  Search.prototype._eachWord = function (row, use) {
    for (var from = 0; from < row.length; from++) {
      for (var at = this._tree, n = from; n < row.length && at.next && (at = at.next.get(row[n])); n++)
        if (at.entry) use(at.entry, from, n + 1 - from);
    }
  };

  Search.prototype._terms = function () {
    var self = this, data = this.data, ids = this._ids = new Map(), terms = this._texts = [], last = [], held = [], inRecords = [];
    function id(text) {
      var found = ids.get(text);
      if (found === undefined) ids.set(text, (found = terms.push(text) - 1));
      return found;
    }
    // The units, short texts that are split here as they were for the index: sending their terms would cost more.
    var names = data.units.names;
    this.units = data.units.texts.split("\n");
    this.fields = numbers(data.units.fields);
    this.foreign = numbers(data.units.foreign);
    var places = this._recordOf = placesIn(data.units.records), unit = 0, written = "";
    function hold(term) {
      var one = id(term), before = last[one];
      if (before === unit) return;
      held.push(one);
      last[one] = unit;
      if (places[before] !== places[unit]) inRecords[one] = (inRecords[one] || 0) + 1;
    }
    var ends = split(normalise(data.units.texts), this._atom).map(function (row, n) {
      unit = n;
      for (var i = 0; i < row.length; i++) {
        var two = pair(row[i], row[i + 1]);
        if (row[i]) hold(row[i]);
        if (two) hold(two);
        written += isHan(row[i]) ? row[i] : " ";
      }
      written += " ";
      self._eachWord(row, function (entry) { entry.groups.forEach(hold); });
      return held.length;
    });
    this._written = written;
    this._heldTerms = terms.length;
    // The other texts: for each record the places of its terms among those of the units and others, with levels.
    var known = terms.filter(function (text) { return text.indexOf(" ") < 0 && !(text.length < 2 && isHan(text)); }).sort();
    known = known.concat(data.han.split("\n").map(function (line) {
      return Array.from(line.slice(1), function (second) { return line[0] + second; });
    }).flat(), data.words.split("\n"));
    var bodies = new Map(), steps = numbers(data.body[1]), levels = numbers(data.body[2]), at = 0;
    numbers(data.body[0]).forEach(function (count, record) {
      for (var place = 0; count; count--, at++) {
        var one = id(known[(place += steps[at])]), list = bodies.get(one);
        if (list) list.push(record, levels[at]);
        else bodies.set(one, [record, levels[at]]);
      }
    });
    // For each term the units that hold it, in one row for all.
    var from = new Int32Array(terms.length + 1), units = new Int32Array(held.length), n;
    held.forEach(function (one) { from[one + 1]++; });
    for (n = 0; n < terms.length; n++) from[n + 1] += from[n];
    var next = from.slice();
    ends.forEach(function (end, unit) {
      for (n = ends[unit - 1] || 0; n < end; n++) units[next[held[n]]++] = unit;
    });
    /** The units that hold a term. */
    this._unitsOf = function (one) { return { places: units.subarray(from[one], from[one + 1]) }; };
    this._weigh(bodies, names, inRecords);
    // What a record's kind counts. One with many short texts has more chances that one of them fits, and counts less.
    var many = new Float32Array(this.records.length), mean = this.units.length / many.length;
    this._recordOf.forEach(function (place) { many[place]++; });
    this._found = this.records.map(function (record, place) {
      return data.found[record[0].split("/")[0]] / (1 + CROWD * (many[place] / mean - 1));
    });
    var unitMass = this._unitMass = new Float32Array(ends.length);
    ends.forEach(function (end, unit) {
      for (n = ends[unit - 1] || 0; n < end; n++) if (terms[held[n]][0] !== "=") unitMass[unit] += self._weight[held[n]];
    });
  };

  /** For each term its records with a weight, once they are asked for, and its own weight, greater the rarer it is. */
  Search.prototype._weigh = function (bodies, names, inRecords) {
    var self = this, all = this.records.length;
    function of(table) {
      return self.fields.map(function (field, unit) { return table[names[field]] * (self.foreign[unit] ? FOREIGN : 1); });
    }
    var counts = of(FIELD);
    this._unitWeight = Float32Array.from(of(UNIT));
    this._recordsOf = remembered(function (one) {
      var weights = new Map(), body = bodies.get(one) || [];
      self._unitsOf(one).places.forEach(function (unit) {
        var place = self._recordOf[unit];
        weights.set(place, Math.fround((weights.get(place) || 0) + counts[unit]));
      });
      weights.forEach(function (sum, place) { weights.set(place, sum / (sum + SATURATION)); });
      for (var n = 0; n < body.length; n += 2)
        weights.set(body[n], (weights.get(body[n]) || 0) + (BODY * body[n + 1]) / LEVELS);
      return { places: Array.from(weights.keys()), weights: Array.from(weights.values(), Math.fround) };
    });
    this._weight = new Float32Array(this._texts.length);
    this._rarity = new Float32Array(this._texts.length);
    this._texts.forEach(function (text, one) {
      var count = bodies.has(one) ? self._recordsOf(one).places.length : inRecords[one];
      var kind = text[0] === "=" ? "group" : isHan(text) ? (text.length > 1 ? "pair" : "character") : text.indexOf(" ") > 0 ? "words" : "word";
      var rare = Math.log(1 + (all - count + 0.5) / (count + 0.5));
      self._rarity[one] = rare;
      self._weight[one] = WEIGHT[kind] * Math.pow(rare, RARE);
    });
    this._rarest = Math.log(1 + (all + 0.5) / 0.5);
  };

  Search.prototype._sounds = function () {
    var self = this, parts = this.data.sounds, syllables = parts[0].split(" "), lengths = numbers(parts[2]), at = 0;
    this._syllables = syllables;
    // Who hears no difference writes none: don for dong.
    this._spellings = new Set(syllables.concat(syllables.map(heard)));
    // The common characters in the order of GB 2312, nearly that of their sounds, which each browser knows.
    var codes = new Uint8Array(2 * 94 * 40).map(function (_, i) { return i % 2 ? 0xa1 + ((i >> 1) % 94) : 0xb0 + Math.floor(i / 188); });
    var row = new TextDecoder("gb2312").decode(codes), usual = [], others = Object.create(null);
    placesIn(parts[1]).forEach(function (place, i) {
      for (var end = at + lengths[i]; at < end; at++) usual[row.charCodeAt(at)] = syllables[place % syllables.length];
    });
    parts[3].split(" ").forEach(function (one) { (others[one[0]] = others[one[0]] || []).push(one.slice(1)); });
    var soundsOf = this._soundsOf = remembered(function (character) {
      var sound = usual[character.charCodeAt(0)], more = others[character] || [];
      return sound ? [sound].concat(more) : more;
    });
    // The first letters of what the characters of the short texts sound like, to find those of a word in.
    this._initials = this._written.replace(/[^ ]/g, function (c) { return soundsOf(c).length ? soundsOf(c)[0][0] : " "; });
    var heardOf = remembered(function (character) { return heardAs(soundsOf(character)); });
    var sounding = new Map(), words = [];
    this._texts.forEach(function (text, one) {
      if (isHan(text) && text.length > 1 && one < self._heldTerms) self._branch(Array.from(text)).pair = one;
      if (!isHan(text) && text[0] !== "=" && text.indexOf(" ") < 0) words.push(text);
    });
    this._tree.next.forEach(function (_, character) {
      if (isHan(character)) heardOf(character).forEach(function (sound) {
        sounding.set(sound, (sounding.get(sound) || []).concat(character));
      });
    });
    /** Where characters that sound so lead to in the tree. */
    this._sounding = remembered(function (sounds) {
      return sounds.split(" ").reduce(function (branches, sound, n) {
        return branches.flatMap(function (at) {
          var characters = n ? Array.from((at.next || []).keys()) : sounding.get(sound) || [];
          return characters.filter(function (character) {
            return isHan(character) && heardOf(character).indexOf(sound) >= 0;
          }).map(function (character) { return at.next.get(character); });
        });
      }, [self._tree]);
    });
    this._sorted = words.sort();
    this._letters = Int32Array.from(words, letters);
    // Words that only the synonyms hold.
    var more = new Set();
    this._words.forEach(function (entry) {
      entry.row.forEach(function (atom) { if (!isHan(atom) && !self._ids.has(atom)) more.add(atom); });
    });
    this._spelling = Array.from(more);
    this._spellingLetters = Int32Array.from(this._spelling, letters);
    this._spellingSet = more;
  };

  /** How some sounds are heard. @param {string[]} sounds @returns {string[]} */
  function heardAs(sounds) { return Array.from(new Set(sounds.map(heard))); }

  /** The ways to hear a row of places, of which each may be heard in some ways; eight at most. @returns {string[][]} */
  function readings(row) {
    return row.reduce(function (ways, as) {
      var more = [];
      ways.forEach(function (way) { as.forEach(function (sound) { more.push(way.concat(sound)); }); });
      return more.slice(0, 8);
    }, [[]]);
  }

  /** The pairs among branches of the tree, in order. @returns {number[]} */
  function pairsOf(branches) {
    return branches.map(function (at) { return at.pair; }).filter(function (one) { return one >= 0; }).sort(function (a, b) { return a - b; });
  }

  Search.prototype._eachSound = function (text, use) {
    var first = this._soundsOf(text[0]), second = this._soundsOf(text[1]);
    for (var a of first) for (var b of second) use(a, b);
  };

  // A query --------------------------------------------------------------------------------------------------------

  /** The term alone, if the index has it: a list of [term, factor, way]. */
  Search.prototype._exact = function (text) {
    var one = text ? this._ids.get(text) : undefined;
    return one === undefined ? [] : [[one, 1, ""]];
  };

  /**
   * What a query asks of the index: tokens, each a stretch of the query with the terms that will do for it; and for
   * each place of the query how much it counts. A character or a word has a place; a word that can be read as
   * pinyin has one for each syllable.
   */
  Search.prototype._read = function (query) {
    var self = this, typed = pieces(query), row = typed.map(this._atom), last = row.length - 1, chinese = this.data.chinese;
    var open = /[\p{L}\p{N}]$/u.test(query), tokens = [], kinds = Object.create(null), places = [], words = [];
    var spans = row.map(function (atom, i) {
      if (!atom) return { at: places.length, count: 0 };
      var known = self._ids.get(atom);
      var ways = isHan(atom) || (known !== undefined && !chinese) ? null : self._spell(atom, open && i === last);
      var short = ways || known !== undefined || isHan(atom) ? null : self._abbreviated(atom);
      var rare = known === undefined ? self._rarest * (isHan(atom) ? 0.7 : 1) : self._rarity[known];
      var span = { at: places.length, count: ways ? ways[0].length : short ? short.length + 1 : 1, ways: ways, short: short };
      for (var n = 0; n < span.count; n++)
        places.push({ row: i, counts: rare, little: false, han: isHan(atom) ? atom : "", ways: ways, n: n, sounds: ways ? [ways[0][n]] : self._soundsOf(atom) });
      return span;
    });
    /** How many places a stretch of the row has. */
    function width(from, to) { return spans[to].at + spans[to].count - spans[from].at; }
    // Words of the synonyms, as they are written and as they sound.
    this._eachWord(row, function (entry, from, count) {
      words.push({ entry: entry, at: spans[from].at, count: width(from, from + count - 1), factor: 1 });
    });
    var meant = row.map(function (atom, i) {
      var known = !atom || isHan(atom) || self._ids.has(atom) || self._spellingSet.has(atom);
      if (known || (spans[i].ways && chinese) || (open && i === last && self._begun(atom, 1).length)) return atom;
      return self._meant(atom, typed[i]) || atom;
    });
    this._eachWord(meant, function (entry, from, count) {
      for (var n = from; n < from + count && meant[n] === row[n]; n++);
      if (n < from + count) words.push({ entry: entry, at: spans[from].at, count: width(from, from + count - 1), factor: SLIP });
    });
    this._eachSpoken(places, function (entry, at, count) {
      if (!words.some(function (word) { return word.entry === entry && word.at === at; }))
        words.push({ entry: entry, at: at, count: count, factor: SAME_SOUND });
    });
    words.forEach(function (word) {
      if (word.entry.kind) kinds[word.entry.kind] = true;
      if (word.entry.kind || word.entry.little)
        for (var n = 0; n < word.count; n++) places[word.at + n].little = true;
    });
    function token(at, count, alternatives, text, group) {
      for (var littles = 0, n = 0; n < count; n++) littles += places[at + n].little ? 1 : 0;
      var factor = group ? 1 : 1 - ((1 - SAID_LITTLE) * littles) / count;
      if (!alternatives.length) return;
      // A word that comes again covers more of the query, but weighs no more. A character may be part of another word.
      var one = (group || (text && !isHan(text))) && tokens.find(function (other) {
        return other.text === text && other.group === group && String(other.alternatives) === String(alternatives);
      });
      if (!one) tokens.push((one = { count: count, places: [], alternatives: alternatives, factor: factor, text: text, group: group }));
      for (n = 0; n < count; n++) one.places.push(at + n);
    }
    function add(from, to, alternatives, text) {
      token(spans[from].at, width(from, to), alternatives, text);
    }
    row.forEach(function (atom, i) {
      if (!atom) return;
      var next = row[i + 1], third = row[i + 2], two = pair(atom, next), unknown = !self._ids.has(atom);
      var lone = isHan(atom) && !(two && self._held(two)) && !(i && isHan(row[i - 1]) && self._held(row[i - 1] + atom));
      add(i, i, self._exact(atom).map(function (a) { return lone ? [a[0], ALONE, ""] : a; }), atom);
      if (isHan(atom)) {
        if (!two) return;
        var exact = self._exact(two);
        add(i, i + 1, self._held(two) ? exact : exact.concat(self._alike(two)), two);
        // A character too many, or a wrong one, between two that belong together.
        if (third && isHan(third) && !exact.length && !self._ids.has(next + third))
          add(i, i + 2, self._exact(atom + third).map(function (a) { return [a[0], GAP, "gap"]; }).concat(self._between(atom, third, WRONG)), two + third);
      } else {
        if (two) add(i, i + 1, self._exact(two), two);
        if (two && (unknown || !self._ids.has(next))) add(i, i + 1, self._exact(atom + next), atom + next);
        (spans[i].short || []).forEach(function (alternatives, n) { token(spans[i].at + n, 2, alternatives, atom); });
        if (unknown) add(i, i, self._near(atom, typed[i], open && i === last, spans[i].ways), atom);
        else if (open && i === last && atom.length > 2) add(i, i, self._begun(atom, PREFIX / 2), atom);
      }
    });
    places.forEach(function (first, at) {
      var second = places[at + 1];
      if (second && (first.ways || second.ways) && first.sounds.length && second.sounds.length)
        token(at, 2, self._spoken(first, second, open && at === places.length - 2), "");
    });
    words.forEach(function (word) {
      var text = row.slice(places[word.at].row, places[word.at + word.count - 1].row + 1).join(isHan(row[places[word.at].row]) ? "" : " ");
      word.entry.groups.forEach(function (group) {
        var one = self._ids.get(group);
        if (one !== undefined) token(word.at, word.count, [[one, word.factor, ""]], text, word.entry);
      });
    });
    var counts = places.map(function (place) { return place.counts * (place.little ? SAID_LITTLE : 1); });
    return { tokens: tokens, counts: counts, kinds: kinds };
  };

  /** Call `use(entry, at, count)` for each word of the synonyms that sounds like what stands there, unless all of it
   * is written as in the index. */
  Search.prototype._eachSpoken = function (places, use) {
    var self = this, row = places.map(function (place) { return heardAs(place.sounds); });
    places.forEach(function (_, at) {
      for (var count = 2; count <= this._longest && at + count <= places.length && row[at + count - 1].length; count++) {
        if (!row[at].length) return;
        if (self._asWritten(places, at, count)) continue;
        readings(row.slice(at, at + count)).forEach(function (sounds) {
          self._sounding(sounds.join(" ")).map(function (at) { return at.entry; }).filter(Boolean)
            .sort(function (a, b) { return a.order - b.order; }).forEach(function (entry) { use(entry, at, count); });
        });
      }
    }, this);
  };

  /** The known word nearest to one with a slip, or an empty text. */
  Search.prototype._meant = function (word, typed) {
    var found = "", least = 3;
    // Of two that are equally near the longer: more letters are left out than put in.
    function use(other, changes) {
      if (changes < least || (changes === least && other.length > found.length)) { least = changes; found = other; }
    }
    if (word.length > SHORTEST) {
      mistyped(word, typed, this._sorted, this._letters, use);
      mistyped(word, typed, this._spelling, this._spellingLetters, use);
    }
    return found;
  };

  /** Whether the units hold every pair of characters of a stretch as it is. */
  Search.prototype._asWritten = function (places, at, count) {
    for (var n = at; n < at + count - 1; n++) {
      if (!places[n].han || !places[n + 1].han || !this._held(places[n].han + places[n + 1].han)) return false;
    }
    return true;
  };

  /** Whether a short text holds a pair. @param {string} two */
  Search.prototype._held = function (two) {
    return this._ids.get(two) < this._heldTerms;
  };

  /** The pairs that a character makes with two others which it may stand between. */
  Search.prototype._between = function (first, last, factor) {
    var self = this, found = [];
    pairsOf(Array.from(((this._tree.next.get(first) || {}).next || new Map()).values())).forEach(function (one) {
      var two = self._texts[one][1] + last;
      if (self._held(two)) found.push([one, factor, "gap"], [self._ids.get(two), factor, "gap"]);
    });
    return found;
  };

  /** Pairs of characters that sound like one that no unit holds, or else the two around one that is missing in it. */
  Search.prototype._alike = function (text) {
    var self = this, best = new Map();
    this._eachSound(text, function (a, b) {
      pairsOf(self._sounding(heard(a) + " " + heard(b))).forEach(function (one) {
        var other = self._texts[one], same = false;
        self._eachSound(other, function (c, d) { same = same || (a === c && b === d); });
        var factor = (same ? SAME_SOUND : NEAR_SOUND) * (other[0] === text[0] || other[1] === text[1] ? 1 : BOTH);
        if (!(best.get(one) >= factor)) best.set(one, factor);
      });
    });
    var found = Array.from(best, function (a) { return [a[0], a[1], "sound"]; });
    return found.length ? found : this._between(text[0], text[1], GAP);
  };

  /** The ways to read a word as pinyin with the fewest syllables; the last one may be unfinished. */
  Search.prototype._spell = function (word, open) {
    if (word.length > 40 || !/^[a-z]+$/.test(word)) return null;
    var best = [], self = this;
    best[word.length] = [[]];
    for (var i = word.length - 1; i >= 0; i--) {
      for (var n = 1; n <= 6 && i + n <= word.length; n++) {
        var part = word.slice(i, i + n), rest = best[i + n];
        if (!rest || !(self._spellings.has(part) || (open && i + n === word.length && self._finished(part).length))) continue;
        var ways = rest.map(function (way) { return [part].concat(way); });
        if (!best[i] || ways[0].length < best[i][0].length) best[i] = ways;
        else if (ways[0].length === best[i][0].length) best[i] = best[i].concat(ways).slice(0, 4);
      }
    }
    return best[0] || null;
  };

  /**
   * The pairs of characters that a word may stand for in which syllables are cut to their first letters, as jgtg or
   * jiagetg: for each two neighbours all those that stand in a row in a short text. Nothing where there is no such row.
   */
  Search.prototype._abbreviated = function (word) {
    var self = this, parts = [], found = [], at = 0, piece;
    if (word.length < 3 || word.length > 40 || !/^[a-z]+$/.test(word)) return null;
    while (at < word.length) {
      for (var n = Math.min(6, word.length - at); n > 1 && !self._spellings.has(word.slice(at, at + n)); n--);
      parts.push((piece = word.slice(at, at + n)));
      at += n;
    }
    if (parts.length < 2) return null;
    var initials = parts.map(function (part) { return part[0]; }).join("");
    for (at = this._initials.indexOf(initials); at >= 0; at = this._initials.indexOf(initials, at + 1)) {
      var fits = parts.every(function (part, i) {
        return self._soundsOf(self._written[at + i]).some(function (sound) { return part.length < 2 ? sound[0] === part : sound === part; });
      });
      for (n = 0; fits && n < parts.length - 1; n++) {
        var one = this._ids.get(this._written.slice(at + n, at + n + 2)), list = (found[n] = found[n] || []);
        if (!list.some(function (a) { return a[0] === one; })) list.push([one, INITIALS, "initials"]);
      }
    }
    return found.length ? found : null;
  };

  Search.prototype._finished = function (part) {
    return this._syllables.filter(function (sound) { return sound.startsWith(part); });
  };

  /** The pairs of characters that sound like two neighbours, of which one at least is spelt. */
  Search.prototype._spoken = function (first, second, open) {
    var self = this, best = new Map(), seen = Object.create(null);
    function sounds(element, way) {
      return element.ways ? (element.ways[way] ? [element.ways[way][element.n]] : []) : element.sounds;
    }
    for (var way = 0; way < 4; way++) sounds(first, first.ways ? way : 0).forEach(function (a) {
      sounds(second, second.ways ? way : 0).forEach(function (b) {
        if (seen[a + " " + b]) return;
        seen[a + " " + b] = true;
        (open && second.ways ? self._finished(b) : [b]).forEach(function (end) {
          pairsOf(self._sounding(heard(a) + " " + heard(end))).forEach(function (one) {
            var same = false;
            self._eachSound(self._texts[one], function (c, d) { same = same || (a === c && end === d); });
            var factor = (same ? SOUND : NEAR_SOUND) * (end === b ? 1 : PREFIX);
            if (!(best.get(one) >= factor)) best.set(one, factor);
          });
        });
      });
    });
    return Array.from(best, function (a) { return [a[0], a[1], "sound"]; });
  };

  /** Words that go on from a beginning. */
  Search.prototype._begun = function (word, factor) {
    var list = this._sorted, low = 0, high = list.length, found = [];
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list[middle] < word) low = middle + 1;
      else high = middle;
    }
    for (; low < list.length && list[low].startsWith(word) && found.length < 50; low++)
      if (list[low] !== word) found.push([this._ids.get(list[low]), factor, "begun"]);
    return found;
  };

  /** What an unknown word may mean: the beginning of a word, two words in one, a word with a slip or two. */
  Search.prototype._near = function (word, typed, open, spelt) {
    var self = this, found = open && word.length > 1 ? this._begun(word, PREFIX) : [];
    if (word.length < SHORTEST || (spelt && this.data.chinese && word.length < 5)) return found;
    for (var i = 3; i < word.length - 2; i++) {
      var a = this._ids.get(stem(word.slice(0, i))), b = this._ids.get(stem(word.slice(i)));
      if (a !== undefined && b !== undefined) found.push([a, SLIP, "split"], [b, SLIP, "split"]);
    }
    mistyped(word, typed, this._sorted, this._letters, function (other, changes) {
      found.push([self._ids.get(other), (changes === 1 ? SLIP : SLIPS) * (other[0] === word[0] ? 1 : 0.8), "slip"]);
    });
    return found;
  };

  /** Call `use` with each word of a list that a slip or two make into another, as it was typed or without its ending. */
  function mistyped(word, typed, list, masks, use) {
    new Set([word, typed]).forEach(function (word) {
      var most = word.length < 8 ? 1 : 2, own = letters(word);
      list.forEach(function (other, place) {
        if (bits(own ^ masks[place]) > 2 * most || Math.abs(other.length - word.length) > most || other.length < 3) return;
        if (other[0] !== word[0] && other[1] !== word[1] && other[0] !== word[1]) return;
        var changes = distance(word, other, most);
        if (changes <= most) use(other, changes);
      });
    });
  }

  /** The letters of a word as bits. @param {string} word */
  function letters(word) {
    for (var mask = 0, i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) & 31);
    return mask;
  }

  /** How many bits are set. @param {number} mask */
  function bits(mask) {
    for (var count = 0; mask; count++) mask &= mask - 1;
    return count;
  }

  /** Letters to change, add, leave out or swap; anything above `most` is as good as any. */
  function distance(a, b, most) {
    var before = [], last = [], row, i, j;
    for (j = 0; j <= b.length; j++) last[j] = j;
    for (i = 1; i <= a.length; i++) {
      var least = i;
      row = [i];
      for (j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
      before = last;
      last = row;
    }
    return last[b.length];
  }

  // Adding up ------------------------------------------------------------------------------------------------------

  /**
   * The records that answer a query, best first.
   *
   * A record's score is what its own terms bring, and what its best unit brings, each times the share of the query
   * that was found there, times what its kind counts.
   * @param {string} query @param {number} [limit]
   */
  Search.prototype.search = function (query, limit) {
    var self = this, asked = this._read(query.slice(0, LONGEST_QUERY)), all = asked.counts.length, total = 0;
    asked.counts.forEach(function (count) { total += count; });
    /** A place of the query as one of the bits of a mask; a long query shares them. */
    function bit(place) { return all > PLACES ? Math.floor((place * PLACES) / all) : place; }
    var shares = new Float32Array(PLACES);
    asked.counts.forEach(function (count, place) { shares[bit(place)] += count / total; });
    var share = remembered(function (mask) {
      for (var sum = 0, n = 0; n < PLACES; n++) if (mask & (1 << n)) sum += shares[n];
      return Math.min(1, sum);
    });
    var covered = remembered(function (mask) { return Math.pow(share(mask), COVERED); });
    var size = Math.max(this.units.length, this.records.length), best = new Float32Array(size);
    var scores = new Float32Array(this.records.length), masks = new Int32Array(this.records.length);
    // The same without characters that stand alone and pairs that hardly sound alike: nearly every record holds some.
    var told = new Int32Array(this.records.length);
    var unitScores = new Float32Array(this.units.length), unitMasks = new Int32Array(this.units.length);
    var held = new Float32Array(this.units.length), touchedUnits = [];
    /** Call `use(place, brings)` for each of the places that terms are found at, with what the best of them brings. */
    function eachFound(token, foundAt, use) {
      var touched = [];
      token.alternatives.forEach(function (a) {
        var weight = self._weight[a[0]] * a[1] * token.factor, found = foundAt(a[0]);
        for (var n = 0; n < found.places.length; n++) {
          var place = found.places[n], brings = found.weights ? weight * found.weights[n] : weight;
          if (!best[place]) touched.push(place);
          if (brings > best[place]) best[place] = brings;
        }
      });
      touched.forEach(function (place) {
        use(place, best[place]);
        best[place] = 0;
      });
    }
    asked.tokens.forEach(function (token) {
      var mask = 0;
      var weak = isHan(token.text) && ((all > 1 && token.count === 1) || token.alternatives.every(function (a) { return a[1] <= WRONG; }));
      token.places.forEach(function (place) { mask |= 1 << bit(place); });
      eachFound(token, self._recordsOf, function (place, brings) {
        scores[place] += brings;
        masks[place] |= mask;
        if (!weak) told[place] |= mask;
      });
      eachFound(token, self._unitsOf, function (unit, brings) {
        if (!unitScores[unit]) touchedUnits.push(unit);
        unitScores[unit] += brings;
        if (!token.group) held[unit] += brings;
        unitMasks[unit] |= mask;
      });
    });
    var bestUnit = new Int32Array(this.records.length).fill(-1), bestScore = new Float32Array(this.records.length);
    var shown = new Int32Array(this.records.length).fill(-1), shownScore = new Float32Array(this.records.length);
    touchedUnits.forEach(function (unit) {
      var place = self._recordOf[unit], whole = Math.min(1, held[unit] / (self._unitMass[unit] || 1));
      var score = unitScores[unit] * self._unitWeight[unit] * covered(unitMasks[unit]) * (1 - WHOLE_UNIT + WHOLE_UNIT * whole);
      if (score > bestScore[place] || (score === bestScore[place] && unit < bestUnit[place])) {
        bestScore[place] = score;
        bestUnit[place] = unit;
      }
      // To a reader the very words say more than others that mean the same.
      var said = (unitScores[unit] + 2 * held[unit]) * covered(unitMasks[unit]);
      if (said > shownScore[place] || (said === shownScore[place] && unit < shown[place])) {
        shownScore[place] = said;
        shown[place] = unit;
      }
    });
    var results = [];
    scores.forEach(function (score, place) {
      if (!score && bestUnit[place] < 0) return;
      var key = self.records[place][0];
      var kind = self._found[place] * (asked.kinds[key.split("/")[0]] ? ASKED_KIND : 1);
      results.push({
        key: key, record: place, unit: bestUnit[place], shown: shown[place], kind: kind, share: share(told[place]),
        // Engines differ in the last digits of powers and logarithms.
        score: Math.fround(kind * (score * covered(masks[place]) + BEST_UNIT * bestScore[place]))
      });
    });
    results.sort(function (a, b) { return b.score - a.score || a.record - b.record; });
    var least = results.length ? LEAST * results[0].score : 0;
    results = results.filter(function (result) { return result.score >= least; });
    return { results: results.slice(0, limit || 20), asked: asked };
  };

  /**
   * Why a record was found: for each token the term that brought most, how it was come by, and its weight in the
   * record and in its best unit.
   */
  Search.prototype.reasons = function (asked, result) {
    var self = this, found = [];
    asked.tokens.forEach(function (token) {
      var best = null;
      token.alternatives.forEach(function (a) {
        var weight = self._weight[a[0]] * a[1] * token.factor, records = self._recordsOf(a[0]), n = records.places.indexOf(result.record);
        if (n < 0) return;
        var reason = {
          query: token.text, term: self._texts[a[0]], way: a[2],
          record: weight * records.weights[n], unit: self._unitsOf(a[0]).places.indexOf(result.unit) >= 0 ? weight : 0
        };
        if (!best || reason.record + reason.unit > best.record + best.unit) best = reason;
      });
      if (best) found.push(best);
    });
    return found;
  };

  /** A text in parts, every second of which is what a query found in it. */
  Search.prototype.marked = function (asked, text) {
    var self = this, pieces = [], piece, terms = asked.terms, row, marks;
    if (!terms) {
      terms = asked.terms = new Set();
      asked.tokens.forEach(function (token) {
        if (token.group || token.factor > SAID_LITTLE) token.alternatives.forEach(function (a) { terms.add(self._texts[a[0]]); });
      });
    }
    SHOWN.lastIndex = 0;
    while ((piece = SHOWN.exec(text))) {
      var one = piece[1] || piece[0];
      pieces.push({ from: piece.index, to: piece.index + one.length, atom: this._shown(one) });
    }
    row = pieces.map(function (one) { return one.atom; });
    marks = row.map(function () { return false; });
    row.forEach(function (atom, i) {
      if (!isHan(atom) && terms.has(atom)) marks[i] = true;
      if (isHan(atom) && terms.has(pair(atom, row[i + 1]))) marks[i] = marks[i + 1] = true;
    });
    this._eachWord(row, function (entry, from, count) {
      if (entry.groups.some(function (group) { return terms.has(group); })) marks.fill(true, from, from + count);
    });
    if (marks.indexOf(true) < 0) marks = row.map(function (atom) { return terms.has(atom); });
    var cuts = [], end = 0;
    pieces.forEach(function (one, i) {
      if (marks[i] !== (cuts.length % 2 > 0)) cuts.push(marks[i] ? one.from : end);
      end = one.to;
    });
    if (cuts.length % 2 && end < text.length) cuts.push(end);
    return cuts.concat(text.length).map(function (cut, n) { return text.slice(cuts[n - 1] || 0, cut); });
  };

  /** What a record of this language says in a field: a unit, or -1. @param {number} record @param {string} field */
  Search.prototype.unitOf = function (record, field) {
    for (var unit = this._recordOf.indexOf(record); this._recordOf[unit] === record; unit++)
      if (this.data.units.names[this.fields[unit]] === field && !this.foreign[unit]) return unit;
    return -1;
  };

  global.PlaybookSearch = Search;
  global.PlaybookSearch.atoms = atoms;
})(typeof window === "undefined" ? globalThis : window);
