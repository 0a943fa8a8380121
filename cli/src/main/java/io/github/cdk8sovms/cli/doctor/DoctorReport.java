package io.github.cdk8sovms.cli.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cli.terminal.Colors;
import java.util.List;
import java.util.stream.Collectors;

/** The report, for people and for programs. */
public final class DoctorReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Examination> examinations;

  DoctorReport(List<Examination> examinations) {
    this.examinations = List.copyOf(examinations);
  }

  /** Returns whether a hop of any autoscaler is broken. */
  public boolean isBroken() {
    return examinations.stream().anyMatch(examination -> examination.broken().isPresent());
  }

  /** Returns whether the state of any autoscaler is unknown. */
  public boolean isUnknown() {
    return examinations.stream().anyMatch(Examination::isUnknown);
  }

  /** Returns a line for each hop; then the diagnosis, its evidence, and the actions. */
  public String text(Colors colors) {
    return examinations.stream()
        .map(examination -> text(examination, colors))
        .collect(Collectors.joining("\n"));
  }

  /** Returns the same as JSON, with the stable names of hops and diagnoses. */
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
      for (Examination.CheckedHop checked : examination.hops()) {
        hop(hops.addObject().put("hop", checked.hop().name()), checked.result());
      }
      ArrayNode notes = entry.putArray("oddities");
      for (Note note : examination.notes()) {
        notes
            .addObject()
            .put("id", note.id())
            .put("evidence", note.evidence())
            .put("action", note.action());
      }
      examination
          .starts()
          .ifPresent(starts -> new StartReport(starts).json(entry.putObject("starts")));
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
    } else if (!(result instanceof HopResult.Skipped)) {
      entry.put("evidence", evidence(result));
    }
  }

  private static String text(Examination examination, Colors colors) {
    StringBuilder text = new StringBuilder(examination.autoscaler() + "\n\n");
    for (Examination.CheckedHop checked : examination.hops()) {
      text.append("  ").append(colored(checked.result(), colors));
      text.append(
          "  %-10s  %s"
              .formatted(checked.hop().name(), evidence(checked.result()))
              .stripTrailing());
      text.append('\n');
    }
    examination
        .broken()
        .ifPresent(
            broken -> {
              text.append('\n').append("  ");
              text.append(colors.error(broken.diagnosis().id())).append(": ");
              text.append(broken.diagnosis().meaning()).append(".\n");
              text.append("  Evidence: ").append(broken.evidence()).append('\n');
              text.append("  Actions:\n");
              broken.actions().forEach(action -> text.append("    ").append(action).append('\n'));
            });
    for (Note note : examination.notes()) {
      text.append('\n').append("  ").append(colors.warning("Note, " + note.id())).append(": ");
      text.append(note.evidence()).append(".\n    ").append(note.action()).append('\n');
    }
    examination.starts().ifPresent(starts -> text.append(new StartReport(starts).text(colors)));
    return text.toString();
  }

  /** Pads to the width of the column before coloring, because escape sequences have no width. */
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
