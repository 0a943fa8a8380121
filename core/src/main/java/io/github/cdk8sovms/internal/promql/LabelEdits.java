package io.github.cdk8sovms.internal.promql;

import io.github.cdk8sovms.internal.promql.Expr.StringLiteral;
import io.github.cdk8sovms.internal.promql.LabelFunction.Change;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The changes of {@code label_replace} and {@code label_join}. */
final class LabelEdits {
  private LabelEdits() {}

  /** Checks what only these two functions demand of their arguments. */
  static void check(Function function, List<Expr> arguments, int position) {
    if (function.body() == Function.Special.LABEL_REPLACE) {
      replace(arguments, position);
    } else if (function.body() == Function.Special.LABEL_JOIN) {
      join(arguments, position);
    }
  }

  static Change replace(List<Expr> arguments, int position) {
    String target = target(arguments, position);
    String replacement = text(arguments.get(2));
    String source = text(arguments.get(3));
    Pattern pattern = Matcher.pattern(text(arguments.get(4)), position);
    return labels -> {
      java.util.regex.Matcher found = pattern.matcher(labels.getOrDefault(source, ""));
      if (found.matches()) {
        labels.put(target, expand(replacement, found));
      }
    };
  }

  static Change join(List<Expr> arguments, int position) {
    String target = target(arguments, position);
    String separator = text(arguments.get(2));
    List<String> sources =
        arguments.subList(3, arguments.size()).stream().map(LabelEdits::text).toList();
    return labels ->
        labels.put(
            target,
            sources.stream()
                .map(source -> labels.getOrDefault(source, ""))
                .collect(Collectors.joining(separator)));
  }

  private static String target(List<Expr> arguments, int position) {
    String target = text(arguments.get(1));
    if (target.isEmpty()) {
      throw new PromQlException(position, "the name of a label must not be empty");
    }
    return target;
  }

  static String text(Expr argument) {
    return argument instanceof StringLiteral literal ? literal.value() : "";
  }

  /** Groups are $1, ${1} and ${name} as in Go, where a name is as long as it can be. */
  static String expand(String template, java.util.regex.Matcher found) {
    StringBuilder result = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i++);
      if (c != '$' || i == template.length()) {
        result.append(c);
        continue;
      }
      if (template.charAt(i) == '$') {
        result.append('$');
        i++;
        continue;
      }
      boolean hasBraces = template.charAt(i) == '{';
      int start = hasBraces ? i + 1 : i;
      int end = start;
      while (end < template.length() && isWord(template.charAt(end))) {
        end++;
      }
      boolean isClosed = !hasBraces || end < template.length() && template.charAt(end) == '}';
      if (end == start || !isClosed) {
        result.append('$');
        continue;
      }
      result.append(group(template.substring(start, end), found));
      i = hasBraces ? end + 1 : end;
    }
    return result.toString();
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String group(String name, java.util.regex.Matcher found) {
    try {
      String text =
          name.chars().allMatch(Character::isDigit)
              ? found.group(Integer.parseInt(name))
              : found.group(name);
      return text == null ? "" : text;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return "";
    }
  }
}
