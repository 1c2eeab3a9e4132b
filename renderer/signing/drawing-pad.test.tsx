import { expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App } from 'antd';
import { renderToStaticMarkup } from 'react-dom/server';
import { DrawingPad } from './drawing-pad.tsx';

test('an empty field cannot be confirmed', () => {
  const html = renderToStaticMarkup(
    <App>
      <QueryClientProvider client={new QueryClient()}>
        <DrawingPad signer="陈小满" onConfirm={() => undefined} />
      </QueryClientProvider>
    </App>,
  );
  const buttons = html.match(/<button[\s\S]*?<\/button>/g) ?? [];
  expect(buttons.find((one) => one.includes('确认签名'))).toMatch(/^<button[^>]* disabled=""/);
});
