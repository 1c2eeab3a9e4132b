import { expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import type { DeskDevices } from '../../preload/contract/desk.ts';
import type { CardReading } from '../../preload/contract/office.ts';
import { Refusal } from '../../preload/contract/refusal.ts';
import { query } from '../office/client.ts';
import { READING } from './card-in-test.ts';
import { pictureKey } from './card-picture.tsx';
import { CardReader } from './card-reader.tsx';

const SETTINGS: DeskDevices = {
  ...{ idCard: 'auto', signaturePad: '', receiptPrinter: '', receiptWidth: '58', receiptProfile: 'standard' },
  ...{ volumes: [], cameraControl: '', photoDecoder: '', scanner: '', scannerBaud: 9600 },
  ...{
    queueDisplay: '',
    queueDisplayBaud: 9600,
    displayTemplate: '',
    displayChecksum: 'none',
    displayEncoding: 'gb18030',
  },
};

/** The panel when the office has answered `picture`. */
async function drawn(
  reading: CardReading | null,
  picture?: () => { bmp: string | null },
  photoDecoder = '',
): Promise<string> {
  // What came of it is drawn as it is: this drawing has no time to ask again.
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false } } });
  client.setQueryData(query.devices.list.queryKey(), []);
  client.setQueryData(query.devices.settings.queryKey(), { ...SETTINGS, photoDecoder });
  const queryKey = pictureKey(READING.cardSha256);
  if (picture) await client.prefetchQuery({ queryKey, queryFn: async () => picture(), retry: false });
  const html = renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <CardReader reading={reading} simulated={false} />
    </QueryClientProvider>,
  );
  client.clear();
  return html;
}

test('without a decoder it is said where the photo would stand why there is none', async () => {
  expect(await drawn(null)).not.toContain('照片');
  const html = await drawn(READING, () => ({ bmp: null }));
  expect(html).toMatch(/<figure[^>]*原样存下[\s\S]*<figcaption>未接照片\n解码组件</);
  expect(html).not.toContain('<img');
});

test('the photo of the card stands beside what was read, for comparing the face', async () => {
  const html = await drawn(READING, () => ({ bmp: 'Qk0=' }));
  expect(html).toMatch(/<img[^>]*src="data:image\/bmp;base64,Qk0="[^>]*alt="证件照片"/);
  expect(html).not.toContain('<figure');
  expect(html).toContain('王小明 的证件已读出');
});

test('a photo that is on its way is said to be; nothing waits for it', async () => {
  const html = await drawn(READING);
  expect(html).toContain('<figcaption>正在显示…<');
  expect(html).toContain('王小明 的证件已读出');
});

test('why a photo could not be shown stands there in words with its code', async () => {
  const html = await drawn(READING, () => {
    throw new Refusal('DEV-352', '照片解码组件 10 秒没有做完。');
  });
  expect(html).toContain('<span>照片解码组件 10 秒没有做完。（DEV-352）</span>');
  expect(html).toContain('<figcaption>照片未显示<');
  expect(html).toContain('王小明 的证件已读出');
});

test('with a decoder the room of the photo is kept from the reading on, also where none comes', async () => {
  const late = () => {
    throw new Refusal('DEV-352', '照片解码组件 10 秒没有做完。');
  };
  for (const picture of [undefined, late]) {
    expect(await drawn(READING, picture, 'helper:///opt/decoder')).toContain('pen-photo-room');
    expect(await drawn(READING, picture)).not.toContain('pen-photo-room');
  }
});
