// What browsers know of languages is read when it is first asked for, which takes as long as a few pictures. Asked for
// here, it is read while the styles and the larger scripts are still on their way.
Intl.DateTimeFormat.supportedLocalesOf(navigator.language);
