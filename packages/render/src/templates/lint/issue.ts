import { Fault } from '@proofsheet/domain';

/** What can be wrong with a template. All of it is found before anything is drawn. */
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
  /** The path below the folder of templates: `ad/mine/template.css`. */
  readonly file: string;
  readonly line?: number | undefined;
  readonly code: IssueCode;
  /** What is wrong, and what to do about it. */
  readonly message: string;
}

/** An issue without its file, for linters that are given only the text. */
export type IssueInFile = Omit<TemplateIssue, 'file'>;

/** One line for a log: `ad/mine/template.css:12 remote_address: …`. */
function lineOf({ file, line, code, message }: TemplateIssue): string {
  return `${file}${line === undefined ? '' : `:${line}`} ${code}: ${message}`;
}

/** The fault `templates_unusable`, one line for each issue. */
export function templatesUnusable(issues: readonly TemplateIssue[]): Fault {
  return new Fault('templates_unusable', issues.map(lineOf).join('\n'));
}
