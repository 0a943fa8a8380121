import io.github.cdk8sovms.serving.*;
import org.cdk8s.App;
import org.cdk8s.Chart;

public class Main {
  public static void main(String[] args) {
    App app = new App();
    Model resnet = Model.of("resnet50", ModelSource.of("s3://models/resnet50")).streams(4);
    OvmsImage image = OvmsImage.of("2026.2.1");
    OvmsModelServer.Builder.create(new Chart(app, "shop"), "resnet").image(image).model(resnet).build();
    app.synth();
  }
}
