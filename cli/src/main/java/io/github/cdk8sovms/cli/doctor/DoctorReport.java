package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cli.terminal.Colors;
import java.util.List;
import java.util.stream.Collectors;

/** What was found, for people and for programs. */
public final class DoctorReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Examination> examinations;

  DoctorReport(List<Examination> examinations) {
    this.examinations = List.copyOf(examinations);
  }

  /** Whether a hop of any autoscaler is broken. */
  public boolean isBroken() {
    return examinations.stream().anyMatch(examination -> examination.broken().isPresent());
  }

  /** Whether of any autoscaler nobody can say. */
  public boolean isUnknown() {
    return examinations.stream().anyMatch(Examination::isUnknown);
  }

  /** A line for each hop; then what is broken, why, and what to do. */
  public String text(Colors colors) {
    return examinations.stream()
        .map(examination -> text(examination, colors))
        .collect(Collectors.joining("\n"));
  }

  /** The same as JSON, with the stable names of hops and diagnoses. */
  public String json() {
    ArrayNode report = JSON.createArrayNode();
    for (Examination examination : examinations) {
      Autoscaler autoscaler = examination.autoscaler();
      ObjectNode entry =
          report
              .addObject()
              .put("namespace", autoscaler.namespace())
              .put("autoscaler", autoscaler.name())
              .put("metric", autoscaler.metric())
              .put("target", autoscaler.target());
      ArrayNode hops = entry.putArray("hops");
      for (Examination.Look look : examination.looks()) {
        hop(hops.addObject().put("hop", look.hop().name()), look.result());
      }
      ArrayNode oddities = entry.putArray("oddities");
      for (Oddity oddity : examination.oddities()) {
        oddities
            .addObject()
            .put("id", oddity.id())
            .put("evidence", oddity.evidence())
            .put("action", oddity.action());
      }
    }
    return report.toPrettyString();
  }

  private static void hop(ObjectNode entry, HopResult result) {
    entry.put("state", state(result));
    if (result instanceof HopResult.Broken broken) {
      entry
          .put("diagnosis", broken.diagnosis().id())
          .put("meaning", broken.diagnosis().meaning())
          .put("evidence", broken.evidence());
      ArrayNode actions = entry.putArray("actions");
      broken.actions().forEach(actions::add);
    } else if (!(result instanceof HopResult.NotLookedAt)) {
      entry.put("evidence", evidence(result));
    }
  }

  private static String text(Examination examination, Colors colors) {
    StringBuilder text = new StringBuilder(examination.autoscaler() + "\n\n");
    for (Examination.Look look : examination.looks()) {
      text.append("  ").append(colored(look.result(), colors));
      text.append(
          "  %-10s  %s".formatted(look.hop().name(), evidence(look.result())).stripTrailing());
      text.append('\n');
    }
    examination
        .broken()
        .ifPresent(
            broken -> {
              text.append('\n').append("  ");
              text.append(colors.error(broken.diagnosis().id())).append(": ");
              text.append(broken.diagnosis().meaning()).append(".\n");
              text.append("  The cluster says: ").append(broken.evidence()).append('\n');
              text.append("  What to do:\n");
              broken.actions().forEach(action -> text.append("    ").append(action).append('\n'));
            });
    for (Oddity oddity : examination.oddities()) {
      text.append('\n').append("  ").append(colors.warning("Note, " + oddity.id())).append(": ");
      text.append(oddity.evidence()).append(".\n    ").append(oddity.action()).append('\n');
    }
    return text.toString();
  }

  /** Filled up to the width of the column first, since escape sequences have none. */
  private static String colored(HopResult result, Colors colors) {
    String state = "%-7s".formatted(state(result));
    if (result instanceof HopResult.Passed) {
      return colors.ok(state);
    }
    if (result instanceof HopResult.Broken) {
      return colors.error(state);
    }
    return result instanceof HopResult.NotSeen ? colors.warning(state) : state;
  }

  private static String state(HopResult result) {
    if (result instanceof HopResult.Passed) {
      return "ok";
    }
    if (result instanceof HopResult.Broken) {
      return "broken";
    }
    return result instanceof HopResult.NotSeen ? "unseen" : "-";
  }

  private static String evidence(HopResult result) {
    if (result instanceof HopResult.Passed passed) {
      return passed.evidence();
    }
    if (result instanceof HopResult.Broken broken) {
      return broken.diagnosis().meaning();
    }
    return result instanceof HopResult.NotSeen unseen ? unseen.why() : "";
  }
}
