import type { Track } from '../../preload/contract/beside.ts';
import { shapeOf, wayInWords } from './track-shape.ts';

const degrees = (place: Track['first']) => (place ? `${place[0].toFixed(6)}，${place[1].toFixed(6)}` : '没有');

/** Where the camera was, as its GPS file tells: the way as it was walked, without a map, and its facts. */
export function TrackView({ track, width, height }: { track: Track; width: number; height: number }) {
  const { points, noFix, bad, whole, brokenOff, first, last, metres, deviceNo, officer, beginTime, endTime } = track;
  return (
    <div className="track">
      {points > 0 ? (
        <Drawing track={track} width={width} height={height} />
      ) : (
        <p className="track-none">
          {noFix > 0 ? `${noFix} 个点都没有收到卫星定位，画不出路线。` : '这个文件里没有定位点，画不出路线。'}
        </p>
      )}
      <div>
        {whole ? null : (
          <p className="track-note">
            {brokenOff
              ? '这个轨迹文件没有写完整，只有读得出来的部分；原件按原样存着。'
              : '这个轨迹文件从中间起有读不懂的内容，或者点太多，只有前面的部分；原件按原样存着。'}
          </p>
        )}
        <dl>
          {points > 0 ? (
            <>
              <div>
                <dt>路线长度</dt>
                <dd className="number">约 {wayInWords(metres)}</dd>
              </div>
              <div>
                <dt>定位点</dt>
                <dd className="number">{points} 个</dd>
              </div>
              <div className="player-wide">
                <dt>起点（经度，纬度）</dt>
                <dd className="number">{degrees(first)}</dd>
              </div>
              <div className="player-wide">
                <dt>终点（经度，纬度）</dt>
                <dd className="number">{degrees(last)}</dd>
              </div>
            </>
          ) : null}
          {beginTime || endTime ? (
            <div className="player-wide">
              <dt>文件里写的起止时间</dt>
              <dd>
                {beginTime || '没有'}
                <br />
                {endTime || '没有'}
              </dd>
            </div>
          ) : null}
          {deviceNo || officer ? (
            <div className="player-wide">
              <dt>文件里写的设备、人员</dt>
              <dd>{[deviceNo, officer].filter(Boolean).join('，')}</dd>
            </div>
          ) : null}
        </dl>
        {noFix + bad > 0 && points > 0 ? (
          <p className="quiet">
            另有 {noFix > 0 ? `${noFix} 个点没有收到卫星定位` : ''}
            {noFix > 0 && bad > 0 ? '、' : ''}
            {bad > 0 ? `${bad} 个点的坐标不成立` : ''}，没有画。
          </p>
        ) : null}
        <p className="quiet">坐标系以设备说明为准；长度是估算。</p>
      </div>
    </div>
  );
}

function Drawing({ track, width, height }: { track: Track; width: number; height: number }) {
  const shape = shapeOf(track.drawn, width, height);
  if (shape === null) return null;
  const { first, last, line, bar } = shape;
  const label = `路线图：约 ${wayInWords(track.metres)}，${track.points} 个定位点`;
  const below = height - 9;
  const together = Math.hypot(first[0] - last[0], first[1] - last[1]) < 14;
  const word = ([x, y]: readonly [number, number], text: string) => (
    <text x={Math.min(x + 8, width - 14 * text.length)} y={Math.max(y - 6, 14)}>
      {text}
    </text>
  );
  return (
    <svg className="track-drawing" role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`}>
      <polyline points={line} />
      <circle cx={first[0]} cy={first[1]} r="5" />
      <rect x={last[0] - 4.5} y={last[1] - 4.5} width="9" height="9" />
      {together ? word(first, '起、终') : word(first, '起')}
      {together ? null : word(last, '终')}
      <path d={`M8 ${below - 4}v4h${bar.pixels}v-4`} />
      <text className="track-small" x={bar.pixels + 14} y={below}>
        {wayInWords(bar.metres)}
      </text>
      <text className="track-small" x={width - 30} y={below}>
        北 ↑
      </text>
    </svg>
  );
}
