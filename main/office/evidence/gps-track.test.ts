import { expect, test } from '@jest/globals';
import { lengthMetres, MOST_POINTS, readTrack, thinned } from './gps-track.ts';

const place = (x: string | number, y: string | number) =>
  `<location id="1"><longitude>${x}</longitude><latitude>${y}</latitude></location>`;
const file = (inside: string, attributes = '') => `<?xml version="1.0"?><locations ${attributes}>${inside}</locations>`;

test('a GPS file as cameras write it: who, when, where', () => {
  const said =
    'usrName="王芳" policeNum="330101" devNum="1234567" videoDuration="120" beginTime="a &lt; b" endTime="E"';
  expect(readTrack(file(`\n${place('120.5801', '30.0502')}\n${place(' 120.5811 ', '+30.0512')}\n`, said))).toEqual({
    points: [
      [120.5801, 30.0502],
      [120.5811, 30.0512],
    ],
    ...{ noFix: 0, bad: 0, whole: true, brokenOff: false },
    said: {
      ...{ usrName: '王芳', policeNum: '330101', devNum: '1234567', videoDuration: '120' },
      ...{ beginTime: 'a < b', endTime: 'E' },
    },
  });
  // Coordinates as attributes, for the source leaves that open.
  expect(readTrack(file('<location id="1" longitude="-70.1" latitude="-33"/>'))?.points).toEqual([[-70.1, -33]]);
});

test('no fix and no place on earth are counted apart and never drawn', () => {
  const track = readTrack(
    file(
      [
        ...[place(0, 0), place('0.000000', '-0.0'), place(180.1, 30), place(120, 90.5), place('12034.9', 30)],
        ...[place('', ''), place('1e2', 30), place('0x1f', 30), place('120,5', 30), place(120.5, 30)],
        '<location id="2"/>',
      ].join(''),
    ),
  );
  expect(track).toMatchObject({ points: [[120.5, 30]], noFix: 2, bad: 8, whole: true });
});

test('a file that breaks off or goes wrong gives what stood before', () => {
  const whole = file(place(120.5, 30) + place(120.6, 30) + place(120.7, 30));
  const cut = readTrack(whole.slice(0, whole.lastIndexOf('<latitude>') + 12));
  expect(cut).toMatchObject({
    points: [
      [120.5, 30],
      [120.6, 30],
    ],
    ...{ whole: false, brokenOff: true },
  });
  for (const wrong of ['<oops', '</location>', '&nothing;', '<a b>', '<!ENTITY a "b">']) {
    expect(readTrack(file(place(120.5, 30) + wrong))).toMatchObject({
      ...{ points: [[120.5, 30]], whole: false, brokenOff: false },
    });
  }
  expect(readTrack(`${whole}<locations/>`)?.whole).toBe(false);
  expect(readTrack(`${whole} x`)?.whole).toBe(false);
  expect(readTrack(`${whole}\n<!-- by the maker -->\n`)?.whole).toBe(true);
});

test('what is no GPS file is told apart', () => {
  for (const text of ['', '<?x ?', 'x', '<html></html>', '\u0000\u0001', '<locations', '{"a":1}']) {
    expect(readTrack(text)).toBeNull();
  }
  expect(readTrack(`${file(place(120.5, 30))}<?maker`)?.whole).toBe(false);
  expect(readTrack('<locations/>')).toMatchObject({ points: [], whole: true });
});

test('a bomb of entities, of depth or of places stays small', () => {
  const lines = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
  const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">${lines}]><locations usrName="&l9;"/>`;
  expect(readTrack(bomb)).toBeNull();
  expect(readTrack(`<!DOCTYPE l SYSTEM "file:///etc/passwd"><locations/>`)).toBeNull();
  expect(readTrack(file('<a>'.repeat(1_000_000)))).toMatchObject({ points: [], whole: false });
  const many = readTrack(file(place(120.5, 30).repeat(MOST_POINTS + 10)));
  expect(many).toMatchObject({ whole: false, brokenOff: false });
  expect(many?.points).toHaveLength(MOST_POINTS);
  expect(readTrack(`<locations ${'a="'.repeat(300_000)}`)).toBeNull();
  expect(readTrack(file(place(120.5, 30), `usrName="${'王'.repeat(500)}"`))?.said.usrName).toHaveLength(64);
});

test('length in metres and what is drawn', () => {
  // A degree of latitude on the mean sphere.
  expect(
    lengthMetres([
      [120, 30],
      [120, 31],
    ]),
  ).toBeCloseTo(111_195.08, 1);
  expect(lengthMetres([[120, 30]])).toBe(0);
  expect(
    lengthMetres([
      [179.9, 0],
      [-179.9, 0],
    ]),
  ).toBeCloseTo(22_239.02, 1);
  const drawn = thinned(
    Array.from({ length: 28_800 }, (_, n) => n),
    400,
  );
  expect(drawn).toHaveLength(400);
  expect([drawn[0], drawn.at(-1)]).toEqual([0, 28_799]);
  expect(thinned([1, 2], 400)).toEqual([1, 2]);
});
