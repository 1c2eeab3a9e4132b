import type { DeckCard } from '../../../preload/contract/card-deck.ts';
import { PHOTO_SIZE } from '../samv/commands.ts';

/**
 * What a training card carries in place of a photo: nobody can make a real one, for its compression is secret
 * (hardware.md §1.10). `WLf`, the word 演练 in UTF-8, then a drawing of 51 × 63 dots as runs of one byte: the upper two
 * bits are the shade, the lower six the number of dots less one; after the last dot zeros. docs/protocols/photo-decoder.md
 */
const MARK = Buffer.from('WLf演练', 'utf8');
const WIDTH = 51;
const HEIGHT = 63;
const LONGEST_RUN = 64;

const Shade = { ground: 0, clothes: 1, skin: 2, hair: 3 } as const;

/** 演练 stands across the picture: nobody takes it for somebody's photo. */
const WORD: readonly (readonly [string, string])[] = [
  ['.#......#.......', '..#......#......'],
  ['..#......#......', '..#......#......'],
  ['...############.', '.#...#########..'],
  ['#..#..........#.', '.#..#...#.......'],
  ['.#...########...', '#####...#..#....'],
  ['.........#......', '...#...#...#....'],
  ['..#.#########...', '..#....#######..'],
  ['..#.#...#...#...', '.#.........#....'],
  ['.#..#########...', '#####...#..#.#..'],
  ['.#..#...#...#...', '........#..#..#.'],
  ['.#..#########...', '..###..#...#..#.'],
  ['#.....#...#.....', '##....#....#....'],
  ['#....#.....#....', '.........#.#....'],
  ['#..##.......##..', '..........#.....'],
];
const WORD_TOP = 47;

const inside = (x: number, y: number, cy: number, rx: number, ry: number) =>
  ((x - (WIDTH - 1) / 2) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;

/** A head and shoulders; hair by the sex on the card, the shape of face and shoulders by its number. */
function dots(card: DeckCard): Uint8Array {
  const sum = [...card.idNo].reduce((total, digit) => total + digit.charCodeAt(0), 0);
  const face = 9 + (sum % 3);
  const shoulders = 20 + (sum % 5);
  const long = card.sex === '2';
  const shadeAt = (x: number, y: number): number => {
    if (y >= WORD_TOP - 2) {
      const dot = WORD[y - WORD_TOP]?.map((row) => `...${row}...`).join('');
      return dot?.[x - 4] === '#' ? Shade.ground : Shade.clothes;
    }
    if (inside(x, y, 26, face, 13) && y > 17) return Shade.skin;
    if (inside(x, y, 23, face + 2, 15) && (long || y < 25)) return Shade.hair;
    if (long && y >= 23 && y < 42 && inside(x, 0, 0, face + 2, 1)) return Shade.hair;
    if (y >= 36 && y < 42 && inside(x, 0, 0, 5, 1)) return Shade.skin;
    return inside(x, y, 55, shoulders, 17) ? Shade.clothes : Shade.ground;
  };
  return Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => shadeAt(at % WIDTH, Math.floor(at / WIDTH)));
}

/** The 1024 bytes in place of a photo. `resources/photo-decoder` shows them, a decoder of real photos cannot. */
export function drawingOf(card: DeckCard): Buffer {
  const runs: { shade: number; length: number }[] = [];
  for (const shade of dots(card)) {
    const last = runs.at(-1);
    if (last?.shade === shade && last.length < LONGEST_RUN) last.length += 1;
    else runs.push({ shade, length: 1 });
  }
  if (MARK.length + runs.length > PHOTO_SIZE) throw new Error(`the drawing of ${card.key} is too long`);
  const photo = Buffer.alloc(PHOTO_SIZE);
  MARK.copy(photo);
  for (const [at, { shade, length }] of runs.entries()) photo[MARK.length + at] = (shade << 6) | (length - 1);
  return photo;
}
