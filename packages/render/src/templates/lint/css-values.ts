import type { FunctionNode, Node } from 'postcss-value-parser';
import valueParser from 'postcss-value-parser';

/** Pixels of one `u` in a frame of 1080 pixels. */
const PIXELS = 10.8;
/** `u` of one em, in type about as large as a headline's. */
const EM = 20;
/** The colours that the engine provides; any other variable might hold a length of any size. */
const COLOUR =
  /^--(ground|support|ink|muted|accent|on-accent|on-support|mark|mark-on-support|shade|on-shade|mark-on-shade|accent-on-shade|on-accent-on-shade|emphasis|plate)(-clear|-half)?$/;

/** The addresses in `url()` and similar functions. */
export function addressesIn(value: string): string[] {
  const found: string[] = [];
  valueParser(value).walk((node) => {
    if (node.type !== 'function' || !/^(url|src|image|image-set|-webkit-image-set)$/i.test(node.value)) return;
    const [first] = node.nodes;
    found.push(first?.value ?? '');
    return false;
  });
  return found;
}

/** The names of a `font-family`, without their quotes. */
export function familiesIn(value: string): string[] {
  return split(valueParser(value).nodes, ',')
    .filter((nodes) => !nodes.some((node) => node.type === 'function'))
    .map((nodes) => (nodes.length === 1 ? (nodes[0]?.value ?? '') : valueParser.stringify(nodes)).trim())
    .filter((family) => family !== '');
}

/** How many shadows a declaration has. */
export function layersIn(value: string): number {
  return value.trim() === 'none' ? 0 : split(valueParser(value).nodes, ',').length;
}

/** The blur of every shadow or filter function, in `u`; undefined for one that cannot be computed. */
export function blursIn(value: string, of: 'shadow' | 'filter'): (number | undefined)[] {
  const { nodes } = valueParser(value);
  if (value.trim() === 'none') return [];
  if (of === 'shadow') return split(nodes, ',').map(shadowBlur);
  return nodes.filter((node) => node.type === 'function').map(filterBlur);
}

function filterBlur({ value, nodes }: FunctionNode): number | undefined {
  const name = value.toLowerCase();
  if (name === 'blur') return nodes.length === 0 ? 0 : lengthOf(nodes.find(isWritten));
  if (name === 'drop-shadow') return shadowBlur(nodes);
  // A variable might be a blur of any size; other filters cost what their area does.
  return name === 'var' ? undefined : 0;
}

/** The third length of a shadow; undefined where something in it is neither a length nor a colour. */
function shadowBlur(nodes: readonly Node[]): number | undefined {
  const lengths: (number | undefined)[] = [];
  for (const node of nodes.filter(isWritten)) {
    if (isColour(node)) continue;
    lengths.push(lengthOf(node));
  }
  return lengths.includes(undefined) ? undefined : (lengths[2] ?? 0);
}

function isWritten(node: Node): boolean {
  return node.type === 'word' || node.type === 'function';
}

function isColour(node: Node): boolean {
  if (node.type === 'word') return /^#|^[a-z-]+$/i.test(node.value);
  if (node.type !== 'function') return false;
  if (node.value === 'var') return COLOUR.test(node.nodes[0]?.value ?? '');
  return /^(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)$/i.test(node.value);
}

function lengthOf(node: Node | undefined): number | undefined {
  if (node?.type === 'word') return unitLength(node.value);
  if (node?.type !== 'function') return undefined;
  if (node.value === 'var') return node.nodes[0]?.value === '--u' ? 1 : undefined;
  return node.value === 'calc' ? product(node.nodes) : undefined;
}

/** The value of `var(--u) * 2`, in either order. */
function product(nodes: readonly Node[]): number | undefined {
  const written = nodes.filter((node) => isWritten(node) && node.value !== '*');
  const operators = nodes.filter((node) => node.value === '*');
  if (written.length !== 2 || operators.length !== 1) return undefined;
  const [a, b] = written.map((node) => (node.type === 'word' ? Number(node.value) : lengthOf(node)));
  return a === undefined || b === undefined || Number.isNaN(a * b) ? undefined : Math.abs(a * b);
}

function unitLength(text: string): number | undefined {
  const dimension = valueParser.unit(text);
  if (dimension === false) return undefined;
  const number = Math.abs(Number(dimension.number));
  const unit = dimension.unit.toLowerCase();
  if (number === 0) return 0;
  if (unit === 'px') return number / PIXELS;
  return unit === 'em' ? number * EM : undefined;
}

function split(nodes: readonly Node[], separator: string): Node[][] {
  const parts: Node[][] = [[]];
  for (const node of nodes) {
    if (node.type === 'div' && node.value === separator) parts.push([]);
    else parts.at(-1)?.push(node);
  }
  return parts;
}
