import { expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import type { CardReading } from '../../preload/contract/office.ts';
import { query } from '../office/client.ts';
import { CardReader } from './card-reader.tsx';

function drawn(reading: CardReading | null): string {
  const client = new QueryClient();
  client.setQueryData(query.devices.list.queryKey(), []);
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <CardReader reading={reading} simulated={false} />
    </QueryClientProvider>,
  );
}

test('where the photo of a card that was read would stand it is said why there is none', () => {
  expect(drawn(null)).not.toContain('照片');
  const reading: CardReading = {
    ...{ at: '2026-11-22T01:00:00.000Z', cardSha256: '0'.repeat(64), samId: '', simulated: false },
    card: {
      type: 'resident',
      name: '王小明',
      latinName: '',
      sex: '男',
      ethnic: '汉',
      birth: '1990-03-07',
      address: '旧址 1 号',
      newestAddress: '新址 2 号',
      idNo: '11010519491231002X',
      issuer: '某公安局',
      validFrom: '2016-01-01',
      validTo: '2036-01-01',
      warnings: [],
    },
  };
  expect(drawn(reading)).toMatch(/<figure[^>]*原样存下[\s\S]*<figcaption>本版不能显示证件照片</);
});
