import type { MeasuredNode, Node } from '../engine/takumi.ts';
import type { Branch } from './measured-boxes.ts';

/**
 * The tree with room for every line that was set in two. The engine breaks a line at a box in it, such as an emoji, when
 * the sum of its widths is rounded up by less than a pixel. Undefined where all lines are whole.
 */
export function unwrapped(node: Node, measured: MeasuredNode): Node | undefined {
  if (node.className === 'line')
    return isWrapped(measured) ? withWidth(node, Math.ceil(measured.width) + 1) : undefined;
  const children = (node as Branch).children ?? [];
  if (children.length !== measured.children.length) return undefined;
  const mended = children.map((child, index) => unwrapped(child, measured.children[index] as MeasuredNode));
  if (mended.every((child) => child === undefined)) return undefined;
  return { ...node, children: mended.map((child, index) => child ?? children[index]) } as Node;
}

/** Whether the middle of something in the line is below something else. */
function isWrapped({ runs, children, transform }: MeasuredNode): boolean {
  if (children.length === 0) return false;
  const boxes = children.map((child) => ({ y: child.transform[5] - transform[5], height: child.height }));
  const spans = [...runs, ...boxes];
  return (
    Math.max(...spans.map(({ y, height }) => y + height / 2)) >= Math.min(...spans.map(({ y, height }) => y + height))
  );
}

function withWidth(node: Node, width: number): Node {
  return { ...node, style: { ...node.style, width, boxSizing: 'border-box' } } as Node;
}
