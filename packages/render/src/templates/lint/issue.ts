import { Fault } from '@proofsheet/domain';

/** What can be wrong with a template, known before anything is drawn. */
export type IssueCode =
  | 'folder_unreadable'
  | 'folder_empty'
  | 'folder_unknown'
  | 'name_not_usable'
  | 'name_taken'
  | 'file_missing'
  | 'file_too_large'
  | 'manifest_invalid'
  | 'html_invalid'
  | 'css_invalid'
  | 'unknown_slot'
  | 'unknown_image'
  | 'unknown_condition'
  | 'unknown_attribute'
  | 'unknown_element'
  | 'font_missing'
  | 'remote_address'
  | 'file_address'
  | 'script'
  | 'event_attribute'
  | 'blur_too_large'
  | 'length_unreadable'
  | 'too_many_shadows'
  | 'too_many_filters'
  | 'too_many_nodes'
  | 'too_deep';

export interface TemplateIssue {
  /** Below the folder of templates: `ad/mine/template.css`. */
  readonly file: string;
  readonly line?: number | undefined;
  readonly code: IssueCode;
  /** What is wrong, and what to do about it. */
  readonly message: string;
}

/** A issue without its file, which whoever reads the file knows. */
export type IssueInFile = Omit<TemplateIssue, 'file'>;

/** One line for a log: `ad/mine/template.css:12 remote_address: …`. */
function lineOf({ file, line, code, message }: TemplateIssue): string {
  return `${file}${line === undefined ? '' : `:${line}`} ${code}: ${message}`;
}

/** One line for each issue. */
export function unusable(issues: readonly TemplateIssue[]): Fault {
  return new Fault('templates_unusable', issues.map(lineOf).join('\n'));
}
