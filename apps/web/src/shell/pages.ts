import type { LinkProps } from '@tanstack/react-router';
import { FolderKanban, Gauge, Image, Images, KeyRound, type LucideIcon, Wand, Webhook } from 'lucide-react';

/** Where the shell leads to. */
export interface ShellPage {
  readonly to: NonNullable<LinkProps['to']>;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly operatorsOnly?: boolean;
}

/** In the bar; below the page on phones, where there is room for five. */
export const MAIN_PAGES: readonly ShellPage[] = [
  { to: '/', name: 'Pictures', icon: Images },
  { to: '/create', name: 'Create', icon: Wand },
  { to: '/images', name: 'Images', icon: Image },
  { to: '/projects', name: 'Projects', icon: FolderKanban },
];

/** In the menu of the account. */
export const ACCOUNT_PAGES: readonly ShellPage[] = [
  { to: '/webhooks', name: 'Webhooks', icon: Webhook },
  { to: '/keys', name: 'Keys', icon: KeyRound },
  { to: '/operators', name: 'Operators', icon: Gauge, operatorsOnly: true },
];
