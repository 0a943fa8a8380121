package io.github.cdk8sovms.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A class as a document shows it. */
public record JavaProgram(String name, String source) {
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** One for all, because it keeps what it has read of the class path. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, null, null);

  public static JavaProgram of(String source) {
    Matcher name = CLASS.matcher(source);
    assertThat(name.find()).as(source).isTrue();
    return new JavaProgram(name.group(1), source);
  }

  /** Compiles it as it stands into a directory, with the class path of the tests. */
  public void compile(Path directory) {
    assertThat(errors(directory)).as(source).isEmpty();
  }

  /** Compiles it, and returns what the compiler refuses; empty if it compiles. */
  public String errors(Path directory) {
    Path file = directory.resolve(name + ".java");
    Repository.write(file, source);
    StringWriter errors = new StringWriter();
    boolean compiled =
        COMPILER
            .getTask(
                errors,
                FILES,
                null,
                List.of("-cp", Command.classPath(), "-d", directory.toString()),
                null,
                FILES.getJavaFileObjects(file))
            .call();
    return compiled ? "" : errors.toString();
  }
}
