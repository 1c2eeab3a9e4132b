import { writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

const PAPER = `<!doctype html><meta charset="utf-8"><style>
  body { margin: 0; width: 1920px; height: 1080px; overflow: hidden; perspective: 1500px;
    background: radial-gradient(circle at 30% 20%, #3d4b45, #1e2724); }
  main { position: absolute; left: 620px; top: 60px; box-sizing: border-box; width: 660px; height: 933px; padding: 70px;
    background: #fdfdfa; transform: rotateX(24deg) rotateZ(-6deg); font: 28px/1.7 serif; }
  main i { position: absolute; width: 0; height: 0; }
  main b { position: absolute; left: 40px; top: 40px; width: 90px; height: 90px; background: #000; }
</style><main><b></b><h1 style="text-align:center">营业执照</h1><p>名称　青溪镇好味来小吃店（个体工商户）</p>
<p>经营者　周立冬</p><p>经营场所　青溪镇青溪大道 88 号</p><p>经营范围　餐饮服务</p>
<i style="left:0;top:0"></i><i style="right:0;top:0"></i><i style="right:0;bottom:0"></i><i style="left:0;bottom:0"></i></main>`;

/** What a document camera sees, as a film for Chromium (`--use-file-for-fake-video-capture`). @returns the sheet's corners, from the top left, in pixels of 1920 × 1080 */
export async function shootDocument(browser: Browser, film: string): Promise<{ x: number; y: number }[]> {
  const photographer = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await photographer.setContent(PAPER);
  const frame = await photographer.screenshot({ type: 'jpeg', quality: 90 });
  const corners = await photographer.locator('main i').evaluateAll((all) =>
    all.map((one) => {
      const { x, y } = one.getBoundingClientRect();
      return { x, y };
    }),
  );
  await photographer.close();
  // Motion JPEG: pictures one after the other.
  writeFileSync(film, Buffer.concat([frame, frame]));
  return corners;
}
