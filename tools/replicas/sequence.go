package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"testing"
	"testing/synctest"
	"time"
	_ "unsafe" // for go:linkname

	"github.com/go-logr/logr"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	core "k8s.io/api/core/v1"
	apimeta "k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/client-go/informers"
	typedautoscaling "k8s.io/client-go/kubernetes/typed/autoscaling/v2"
	typedcore "k8s.io/client-go/kubernetes/typed/core/v1"
	scaleclient "k8s.io/client-go/scale"
	"k8s.io/klog/v2"
	defaults "k8s.io/kubernetes/pkg/apis/autoscaling/v2"
	"k8s.io/kubernetes/pkg/controller/podautoscaler"
	"k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
)

const (
	workload = "resnet"
	key      = namespace + "/" + workload

	syncPeriod = 15 * time.Second
)

// The controller has no other way to decide at a chosen moment: its workers follow a queue.

//go:linkname reconcileAutoscaler k8s.io/kubernetes/pkg/controller/podautoscaler.(*HorizontalController).reconcileAutoscaler
func reconcileAutoscaler(controller *podautoscaler.HorizontalController, ctx context.Context, hpa *autoscaling.HorizontalPodAutoscaler, key string) error

//go:linkname enqueueHPA k8s.io/kubernetes/pkg/controller/podautoscaler.(*HorizontalController).enqueueHPA
func enqueueHPA(controller *podautoscaler.HorizontalController, hpa interface{})

// sequence is an autoscaler, and what it finds from time to time.
type sequence struct {
	Spec      autoscaling.HorizontalPodAutoscalerSpec `json:"spec"`
	Tolerance float64                                 `json:"tolerance"`
	// Requests are those of each container of a pod, in thousandths.
	Requests map[string]map[core.ResourceName]int64 `json:"requests"`
	Steps    []step                                 `json:"steps"`
}

// step is what an autoscaler finds, some time after the step before.
type step struct {
	Milliseconds int64 `json:"milliseconds"`
	// Replicas is what spec.replicas was set to by others; else it is what the autoscaler has decided.
	Replicas *int32 `json:"replicas"`
	Pods     []pod  `json:"pods"`
	// Readings are by the name of the metric, in thousandths; one that is missing is unavailable.
	Values  map[string]map[string]int64 `json:"values"`
	Totals  map[string]int64            `json:"totals"`
	Objects map[string]int64            `json:"objects"`
	// Usage is that of a container of each pod, by container and resource.
	Usage map[string]map[core.ResourceName]map[string]int64 `json:"usage"`
}

type pod struct {
	Name        string        `json:"name"`
	Phase       core.PodPhase `json:"phase"`
	Ready       bool          `json:"ready"`
	Terminating bool          `json:"terminating"`
}

// runSequences reads sequences as JSON, one in a line, and writes a line for each: of each step the number of replicas, the
// reason of the condition AbleToScale, and status and reason of ScalingActive and ScalingLimited.
//
// The clock of the controller is that of a bubble of testing/synctest, which moves only when it is told.
func runSequences(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<28)
	var all []sequence
	for lines.Scan() {
		var one sequence
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			return err
		}
		all = append(all, one)
	}
	if err := lines.Err(); err != nil {
		return err
	}
	// These wait, by a clock that began outside of the bubble; errors are in the conditions.
	utilruntime.ErrorHandlers = nil
	klog.SetLogger(logr.Discard())
	// What runs tests says so, and ends the process.
	os.Stdout = os.Stderr
	os.Args = os.Args[:1]
	everything := func(string, string) (bool, error) { return true, nil }
	test := testing.InternalTest{Name: "sequences", F: func(t *testing.T) {
		for _, one := range all {
			var line string
			synctest.Test(t, func(t *testing.T) { line = one.run(t.Context()) })
			if _, err := fmt.Fprintln(out, line); err != nil {
				t.Fatal(err)
			}
		}
	}}
	testing.Main(everything, []testing.InternalTest{test}, nil, nil)
	return nil
}

func (s sequence) run(parent context.Context) string {
	ctx, cancel := context.WithCancel(parent)
	cluster := &cluster{containers: containers(s.Requests)}
	factory := informers.NewSharedInformerFactory(nil, syncPeriod)
	pods := factory.Core().V1().Pods()
	mapper := apimeta.NewDefaultRESTMapper([]schema.GroupVersion{{Group: "apps", Version: "v1"}})
	mapper.Add(schema.GroupVersionKind{Group: "apps", Version: "v1", Kind: "Deployment"}, apimeta.RESTScopeNamespace)
	controller := podautoscaler.NewHorizontalController(ctx, cluster, cluster, cluster, mapper, cluster,
		factory.Autoscaling().V2().HorizontalPodAutoscalers(), pods,
		syncPeriod, 5*time.Minute, s.Tolerance, 5*time.Minute, 30*time.Second)
	defer func() {
		cancel()
		// Ends the queue, because its context has ended.
		controller.Run(ctx, 0)
		synctest.Wait()
	}()
	hpa := &autoscaling.HorizontalPodAutoscaler{
		ObjectMeta: meta.ObjectMeta{Namespace: namespace, Name: workload}, Spec: s.Spec,
	}
	hpa.Spec.ScaleTargetRef = autoscaling.CrossVersionObjectReference{APIVersion: "apps/v1", Kind: "Deployment", Name: workload}
	defaults.SetDefaults_HorizontalPodAutoscaler(hpa)
	enqueueHPA(controller, hpa)
	var line string
	for _, step := range s.Steps {
		time.Sleep(time.Duration(step.Milliseconds) * time.Millisecond)
		cluster.find(step)
		for _, old := range pods.Informer().GetStore().List() {
			must(pods.Informer().GetStore().Delete(old))
		}
		for _, pod := range cluster.pods() {
			must(pods.Informer().GetStore().Add(pod))
		}
		_ = reconcileAutoscaler(controller, ctx, hpa, key)
		if cluster.status != nil {
			hpa.Status = *cluster.status
		}
		line += fmt.Sprint(cluster.replicas, " ", conditions(hpa), ";")
	}
	return line
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func conditions(hpa *autoscaling.HorizontalPodAutoscaler) string {
	text := map[autoscaling.HorizontalPodAutoscalerConditionType]string{}
	for _, condition := range hpa.Status.Conditions {
		text[condition.Type] = fmt.Sprint(condition.Status, "/", condition.Reason)
	}
	or := func(text string) string {
		if text == "" {
			return "-"
		}
		return text
	}
	return or(text[autoscaling.AbleToScale]) + " " + or(text[autoscaling.ScalingActive]) + " " + or(text[autoscaling.ScalingLimited])
}

// cluster is everything that the controller reads and writes.
type cluster struct {
	answers
	typedcore.EventsGetter
	containers []core.Container
	replicas   int32
	now        step
	status     *autoscaling.HorizontalPodAutoscalerStatus
}

func containers(requests map[string]map[core.ResourceName]int64) []core.Container {
	var all []core.Container
	for name, amounts := range requests {
		container := core.Container{Name: name, Resources: core.ResourceRequirements{Requests: core.ResourceList{}}}
		for resourceName, thousandths := range amounts {
			container.Resources.Requests[resourceName] = *resource.NewMilliQuantity(thousandths, resource.DecimalSI)
		}
		all = append(all, container)
	}
	return all
}

func (c *cluster) find(found step) {
	c.now = found
	if found.Replicas != nil {
		c.replicas = *found.Replicas
	}
}

func (c *cluster) pods() []*core.Pod {
	var pods []*core.Pod
	// Long enough ago for a measured CPU to count: that of a pod in its first five minutes is ignored until it is ready.
	started := meta.NewTime(time.Now().Add(-time.Hour))
	for _, one := range c.now.Pods {
		pod := &core.Pod{
			ObjectMeta: meta.ObjectMeta{Namespace: namespace, Name: one.Name, Labels: map[string]string{"app": workload}},
			Spec:       core.PodSpec{Containers: c.containers},
			Status:     core.PodStatus{Phase: one.Phase, StartTime: &started, Conditions: ready(one.Ready, started)},
		}
		if one.Terminating {
			pod.DeletionTimestamp = &meta.Time{Time: time.Now()}
		}
		pods = append(pods, pod)
	}
	return pods
}

func ready(is bool, since meta.Time) []core.PodCondition {
	status := core.ConditionFalse
	if is {
		status = core.ConditionTrue
	}
	return []core.PodCondition{{Type: core.PodReady, Status: status, LastTransitionTime: since}}
}

func (c *cluster) GetRawMetric(name string, _ string, _ labels.Selector, _ labels.Selector) (metrics.PodMetricsInfo, time.Time, error) {
	values, found := c.now.Values[name]
	if !found || len(values) == 0 {
		return nil, time.Time{}, errors.New("no metrics returned from custom metrics API")
	}
	all := metrics.PodMetricsInfo{}
	for pod, value := range values {
		all[pod] = metrics.PodMetric{Value: value}
	}
	return all, time.Now(), nil
}

func (c *cluster) GetExternalMetric(name string, _ string, _ labels.Selector) ([]int64, time.Time, error) {
	total, found := c.now.Totals[name]
	if !found {
		return nil, time.Time{}, errors.New("no metrics returned from external metrics API")
	}
	return []int64{total}, time.Now(), nil
}

func (c *cluster) GetObjectMetric(name string, _ string, _ *autoscaling.CrossVersionObjectReference, _ labels.Selector) (int64, time.Time, error) {
	value, found := c.now.Objects[name]
	if !found {
		return 0, time.Time{}, errors.New("no metrics returned from custom metrics API")
	}
	return value, time.Now(), nil
}

func (c *cluster) GetResourceMetric(_ context.Context, name core.ResourceName, _ string, _ labels.Selector, container string) (metrics.PodMetricsInfo, time.Time, error) {
	usage := c.now.Usage[container][name]
	if len(usage) == 0 {
		return nil, time.Time{}, errors.New("no metrics returned from resource metrics API")
	}
	all := metrics.PodMetricsInfo{}
	for pod, value := range usage {
		all[pod] = metrics.PodMetric{Timestamp: time.Now(), Window: time.Minute, Value: value}
	}
	return all, time.Now(), nil
}

func (c *cluster) Scales(string) scaleclient.ScaleInterface {
	return c
}

func (c *cluster) Get(context.Context, schema.GroupResource, string, meta.GetOptions) (*autoscalingv1.Scale, error) {
	scale := &autoscalingv1.Scale{Spec: autoscalingv1.ScaleSpec{Replicas: c.replicas}}
	scale.Status.Selector = "app=" + workload
	for _, one := range c.now.Pods {
		if !one.Terminating {
			scale.Status.Replicas++
		}
	}
	return scale, nil
}

func (c *cluster) Update(_ context.Context, _ schema.GroupResource, scale *autoscalingv1.Scale, _ meta.UpdateOptions) (*autoscalingv1.Scale, error) {
	c.replicas = scale.Spec.Replicas
	return scale, nil
}

func (c *cluster) Patch(context.Context, schema.GroupVersionResource, string, types.PatchType, []byte, meta.PatchOptions) (*autoscalingv1.Scale, error) {
	return nil, errors.ErrUnsupported
}

func (c *cluster) HorizontalPodAutoscalers(string) typedautoscaling.HorizontalPodAutoscalerInterface {
	return statuses{cluster: c}
}

func (c *cluster) Events(string) typedcore.EventInterface {
	return events{}
}

// statuses keeps the status that the controller writes.
type statuses struct {
	typedautoscaling.HorizontalPodAutoscalerInterface
	cluster *cluster
}

func (s statuses) UpdateStatus(_ context.Context, hpa *autoscaling.HorizontalPodAutoscaler, _ meta.UpdateOptions) (*autoscaling.HorizontalPodAutoscaler, error) {
	s.cluster.status = &hpa.Status
	return hpa, nil
}

// events forgets all.
type events struct {
	typedcore.EventInterface
}

func (events) CreateWithEventNamespace(event *core.Event) (*core.Event, error) {
	return event, nil
}

func (events) PatchWithEventNamespace(event *core.Event, _ []byte) (*core.Event, error) {
	return event, nil
}
