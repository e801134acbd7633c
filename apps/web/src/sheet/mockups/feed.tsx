import { Picture } from '../../grid/picture.tsx';
import type { MockupProps } from './mockup-props.ts';

const WIDE_PX = 340;

/** A post of a feed on a phone, the end of one before it and the beginning of one behind. */
export function Feed({ output, completed }: MockupProps) {
  const { width, height, template } = output;
  return (
    <div className="feed">
      <Head />
      <div className="post-picture" style={{ aspectRatio: `${width} / ${height}` }}>
        <Picture output={output} width={WIDE_PX} alt={`${template} in a feed`} completed={completed} />
      </div>
      <div className="post-foot" aria-hidden="true">
        <span className="dot" />
        <span className="dot" />
        <span className="dot" />
        <span className="bar-line half" />
      </div>
      <Head />
      <div className="post-picture next neighbour n-c" aria-hidden="true" />
    </div>
  );
}

function Head() {
  return (
    <div className="post-head" aria-hidden="true">
      <span className="face" />
      <span className="bar-line short" />
    </div>
  );
}
