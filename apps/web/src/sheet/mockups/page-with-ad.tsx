import type { Output } from '@proofsheet/client';
import { Picture } from '../../grid/picture.tsx';
import type { MockupProps } from './mockup-props.ts';

const LINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** A page to read, with the ad where its shape stands: strips above, towers and boxes beside the text. */
export function PageWithAd({ output, completed }: MockupProps) {
  const wide = output.width / output.height > 2.2;
  const ad = <Ad output={output} completed={completed} />;
  return (
    <div className={wide ? 'article above' : 'article'}>
      {wide ? ad : null}
      <div className="article-text" aria-hidden="true">
        <span className="bar-line title" />
        {LINES.map((line, place) => (
          <span key={line} className={place % 4 === 3 ? 'bar-line half' : 'bar-line'} />
        ))}
        <span className="article-picture neighbour n-b" />
        {LINES.map((line, place) => (
          <span key={line} className={place % 4 === 2 ? 'bar-line half' : 'bar-line'} />
        ))}
      </div>
      {wide ? null : ad}
    </div>
  );
}

/** In its own size, or as much smaller as the page is. */
function Ad({ output, completed }: { readonly output: Output; readonly completed: boolean }) {
  const { width, height, template } = output;
  return (
    <div className="article-ad" style={{ width, aspectRatio: `${width} / ${height}` }}>
      <Picture output={output} width={width} alt={`${template} on a page`} completed={completed} />
    </div>
  );
}
