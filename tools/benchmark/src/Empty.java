import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;

/** A cdk8s program without anything in its chart: what each program takes to start. */
public final class Empty {
  private Empty() {}

  /** Takes the directory for the manifest. */
  public static void main(String[] args) {
    App app = new App(AppProps.builder().outdir(args[0]).build());
    new Chart(app, "empty");
    app.synth();
  }
}
