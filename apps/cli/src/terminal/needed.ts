import type { Command } from 'commander';

/**
 * An option that there has to be. Asked for after all others have been read: of a misspelt option it is not said that it is
 * missing.
 */
export function needed(command: Command, flags: string, about: string): Command {
  return command.option(flags, `${about} (needed)`).hook('preAction', () => {
    const option = command.options.find((one) => one.flags === flags);
    if (option && command.getOptionValue(option.attributeName()) === undefined)
      command.error(`error: required option '${flags}' not specified`);
  });
}
