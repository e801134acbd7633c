// What browsers know of languages is read when it is first asked for, which takes 50 to 100 ms on a
// desktop. Asked for here, it is read while the styles and the larger scripts are still on their way.
Intl.DateTimeFormat.supportedLocalesOf(navigator.language);
