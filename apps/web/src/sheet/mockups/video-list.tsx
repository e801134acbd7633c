import { Picture } from '../../grid/picture.tsx';
import type { MockupProps } from './mockup-props.ts';

const WIDE_PX = 168;
/** Where the picture stands among its neighbours. */
const PLACE = 1;
const NEIGHBOURS = ['a', 'b', 'c', 'd', 'e'];

/** A list of videos, the picture the second of them. */
export function VideoList({ output, title, completed }: MockupProps) {
  return (
    <ul className="video-list">
      {NEIGHBOURS.map((name, place) =>
        place === PLACE ? (
          <li key={name} className="video">
            <span className="video-picture">
              <Picture output={output} width={WIDE_PX} alt={`${output.template} in a list`} completed={completed} />
              <span className="video-time">12:34</span>
            </span>
            <span className="video-words">
              <b dir="auto">{title}</b>
              <span className="bar-line short" />
            </span>
          </li>
        ) : (
          <li key={name} className="video" aria-hidden="true">
            <span className={`video-picture neighbour n-${name}`}>
              <span className="video-time">{`${place * 3 + 4}:0${place}`}</span>
            </span>
            <span className="video-words">
              <span className="bar-line" />
              <span className="bar-line half" />
              <span className="bar-line short" />
            </span>
          </li>
        ),
      )}
    </ul>
  );
}
