"""CloudFormation as boto3 and the AWS CLI use it: deploying, change sets, waiters, nested stacks, custom resources, rollbacks."""

import io
import json
import re
import urllib.request
import zipfile

import exercised
import pytest
from expect import refused
from lambdas import PYTHON, given
from refusals import cloudformation as refusals

QUEUES = """
Parameters:
  Delay: {Type: Number, Default: '3'}
Resources:
  Dead: {Type: AWS::SQS::Queue}
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      DelaySeconds: !Ref Delay
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
Outputs:
  Url: {Value: !Ref Orders, Description: where orders go, Export: {Name: !Sub '${AWS::StackName}-url'}}
"""

BROKEN = """
Resources:
  Good: {Type: AWS::SQS::Queue}
  Bad: {Type: AWS::SQS::Queue, DependsOn: Good, Properties: {QueueName: 'not a name'}}
"""

# Answers as a function without cfn-response does.
MAKER = """
import json, urllib.request

def handler(event, context):
    answer = {
        "Status": "FAILED" if event["ResourceProperties"].get("Fail") == "yes" else "SUCCESS",
        "Reason": "it was told to",
        "PhysicalResourceId": event.get("PhysicalResourceId", "made-by-hand"),
        "StackId": event["StackId"], "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "Data": {"Type": event["RequestType"], "Number": event["ResourceProperties"].get("Number")},
    }
    request = urllib.request.Request(event["ResponseURL"], data=json.dumps(answer).encode(), method="PUT")
    urllib.request.urlopen(request)
"""


@pytest.fixture
def cloudformation(clients):
    return clients.boto3("cloudformation")


def wait(client, waiter, **parameters):
    """A waiter of boto3 that looks often."""
    client.get_waiter(waiter).wait(**parameters, WaiterConfig={"Delay": 0.05, "MaxAttempts": 1200})


def events(client, name):
    pages = client.get_paginator("describe_stack_events").paginate(StackName=name)
    return [event for page in pages for event in page["StackEvents"]]


class TestStacks:
    def test_a_stack_from_its_creation_to_its_deletion(self, cloudformation, sqs, account):
        made = cloudformation.create_stack(
            StackName="shop", TemplateBody=QUEUES, Tags=[{"Key": "team", "Value": "blue"}],
            Parameters=[{"ParameterKey": "Delay", "ParameterValue": "7"}],
        )  # fmt: skip
        assert made["StackId"].startswith(f"arn:aws:cloudformation:us-east-1:{account}:stack/shop/")
        wait(cloudformation, "stack_exists", StackName="shop")
        wait(cloudformation, "stack_create_complete", StackName="shop")
        [stack] = cloudformation.describe_stacks(StackName="shop")["Stacks"]
        [output] = stack.pop("Outputs")
        assert (output["OutputKey"], output["ExportName"]) == ("Url", "shop-url")
        assert stack.pop("CreationTime").tzinfo
        stack.pop("LastOperations")
        assert stack == {
            "StackId": made["StackId"], "StackName": "shop", "StackStatus": "CREATE_COMPLETE",
            "Parameters": [{"ParameterKey": "Delay", "ParameterValue": "7"}], "RollbackConfiguration": {},
            "DisableRollback": False, "NotificationARNs": [], "Tags": [{"Key": "team", "Value": "blue"}],
            "EnableTerminationProtection": False, "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
        }  # fmt: skip
        attributes = sqs.get_queue_attributes(QueueUrl=output["OutputValue"], AttributeNames=["All"])["Attributes"]
        assert attributes["DelaySeconds"] == "7"
        assert sqs.list_queue_tags(QueueUrl=output["OutputValue"])["Tags"]["team"] == "blue"
        told = [(event["LogicalResourceId"], event["ResourceStatus"], event.get("ResourceStatusReason"))
                for event in reversed(events(cloudformation, "shop"))]  # fmt: skip
        assert told[0] == ("shop", "CREATE_IN_PROGRESS", "User Initiated")
        assert told[1:4] == [
            ("Dead", "CREATE_IN_PROGRESS", None),
            ("Dead", "CREATE_IN_PROGRESS", "Resource creation Initiated"),
            ("Dead", "CREATE_COMPLETE", None),
        ]
        assert told[-1] == ("shop", "CREATE_COMPLETE", None)
        cloudformation.delete_stack(StackName="shop")
        wait(cloudformation, "stack_delete_complete", StackName=made["StackId"])
        assert "QueueUrls" not in sqs.list_queues()
        with refused("ValidationError", "Stack with id shop does not exist", 400):
            cloudformation.describe_stacks(StackName="shop")

    def test_an_update_that_fails_is_undone(self, cloudformation, sqs):
        cloudformation.create_stack(StackName="shop", TemplateBody=QUEUES)
        wait(cloudformation, "stack_create_complete", StackName="shop")
        before = sqs.list_queues()["QueueUrls"]
        cloudformation.update_stack(StackName="shop", TemplateBody=BROKEN)
        wait(cloudformation, "stack_rollback_complete", StackName="shop")
        assert sqs.list_queues()["QueueUrls"] == before
        with refused("ValidationError", "No updates are to be performed.", 400):
            cloudformation.update_stack(StackName="shop", UsePreviousTemplate=True)

    def test_a_creation_that_fails_is_undone(self, cloudformation, sqs):
        cloudformation.create_stack(StackName="shop", TemplateBody=BROKEN)
        with pytest.raises(Exception, match="Waiter StackCreateComplete failed"):
            wait(cloudformation, "stack_create_complete", StackName="shop")
        assert "QueueUrls" not in sqs.list_queues()


    def test_parameters_of_the_parameter_store(self, cloudformation, clients, sqs):
        """By a parameter's type and by a dynamic reference; what has changed is seen by the next update."""
        ssm = clients.boto3("ssm")
        ssm.put_parameter(Name="/delay", Value="7", Type="String")
        ssm.put_parameter(Name="/secret", Value="30", Type="String")
        template = """
Parameters:
  Delay: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /delay}
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties: {DelaySeconds: !Ref Delay, VisibilityTimeout: '{{resolve:ssm:/secret}}'}
Outputs:
  Url: {Value: !Ref Orders}
"""
        cloudformation.create_stack(StackName="shop", TemplateBody=template)
        wait(cloudformation, "stack_create_complete", StackName="shop")
        [stack] = cloudformation.describe_stacks(StackName="shop")["Stacks"]
        assert stack["Parameters"] == [{"ParameterKey": "Delay", "ParameterValue": "/delay", "ResolvedValue": "7"}]
        url = stack["Outputs"][0]["OutputValue"]

        def told():
            attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
            return attributes["DelaySeconds"], attributes["VisibilityTimeout"]

        assert told() == ("7", "30")
        ssm.put_parameter(Name="/delay", Value="8", Type="String", Overwrite=True)
        cloudformation.update_stack(StackName="shop", UsePreviousTemplate=True, Parameters=[{"ParameterKey": "Delay", "UsePreviousValue": True}])
        wait(cloudformation, "stack_update_complete", StackName="shop")
        assert told() == ("8", "30")
        with refused("ValidationError", re.compile("/none"), 400):
            cloudformation.create_stack(StackName="none", TemplateBody=template.replace("/delay", "/none"))


class TestCommandLine:
    @staticmethod
    def forget_change_sets(clients):
        """The command line names change sets by the second: two of one second would have one name."""
        for one in clients.aws("cloudformation", "list-change-sets", "--stack-name", "shop")["Summaries"]:
            clients.aws("cloudformation", "delete-change-set", "--change-set-name", one["ChangeSetId"])

    def test_deploy_and_deploy_again(self, clients, tmp_path):
        template = tmp_path / "template.yaml"
        template.write_text(QUEUES)
        deploy = ("cloudformation", "deploy", "--stack-name", "shop", "--template-file", str(template))
        code, out, err = clients.cli(*deploy)
        assert (code, "Successfully created/updated stack - shop" in out) == (0, True), err
        self.forget_change_sets(clients)
        code, out, err = clients.cli(*deploy, "--no-fail-on-empty-changeset")
        assert (code, "No changes to deploy. Stack shop is up to date" in out) == (0, True), out + err
        self.forget_change_sets(clients)
        code, out, err = clients.cli(*deploy, "--parameter-overrides", "Delay=9")
        assert code == 0, err
        [stack] = clients.aws("cloudformation", "describe-stacks", "--stack-name", "shop")["Stacks"]
        assert stack["StackStatus"] == "UPDATE_COMPLETE"

    def test_what_package_has_uploaded_is_deployed(self, clients, tmp_path, account):
        (tmp_path / "src").mkdir()
        (tmp_path / "src" / "app.py").write_text("def handler(event, context):\n    return 'packed'\n")
        function = {"Runtime": PYTHON, "Handler": "app.handler", "Role": f"arn:aws:iam::{account}:role/any", "Code": "src"}
        template = tmp_path / "template.json"
        template.write_text(json.dumps({"Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": function}}}))
        packed, bucket = tmp_path / "packed.json", f"packed-{account}"
        clients.boto3("s3").create_bucket(Bucket=bucket)
        code, out, err = clients.cli(
            "cloudformation", "package", "--template-file", str(template), "--s3-bucket", bucket, "--use-json",
            "--output-template-file", str(packed),
            # For its uploads this command does not look at --endpoint-url.
            AWS_ENDPOINT_URL_S3=clients.server.endpoint,
        )  # fmt: skip
        assert code == 0, out + err
        [key] = [one["Key"] for one in clients.boto3("s3").list_objects_v2(Bucket=bucket)["Contents"]]
        code = json.loads(packed.read_text())["Resources"]["F"]["Properties"]["Code"]
        assert code == {"S3Bucket": bucket, "S3Key": key}
        cloudformation = clients.boto3("cloudformation")
        cloudformation.create_stack(StackName="packed", TemplateBody=packed.read_text())
        wait(cloudformation, "stack_create_complete", StackName="packed")
        [resource] = cloudformation.describe_stack_resources(StackName="packed")["StackResources"]
        answer = clients.boto3("lambda").invoke(FunctionName=resource["PhysicalResourceId"])
        assert json.loads(answer["Payload"].read()) == "packed"

    def test_deploy_a_serverless_application(self, clients, tmp_path):
        template = tmp_path / "template.yaml"
        template.write_text(f"""
Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: {PYTHON}
      Handler: index.handler
      InlineCode: |
        def handler(event, context):
            return "hello " + event["name"]
Outputs:
  Name: {{Value: !Ref Hello}}
""")
        deploy = ("cloudformation", "deploy", "--stack-name", "app", "--template-file", str(template))
        line = clients.aws_error(*deploy)
        assert "(InsufficientCapabilitiesException)" in line and "Requires capabilities : [CAPABILITY_IAM]" in line
        code, out, err = clients.cli(*deploy, "--capabilities", "CAPABILITY_IAM")
        assert code == 0, out + err
        [stack] = clients.aws("cloudformation", "describe-stacks", "--stack-name", "app")["Stacks"]
        name = stack["Outputs"][0]["OutputValue"]
        answer = clients.boto3("lambda").invoke(FunctionName=name, Payload=b'{"name": "wind"}')
        assert json.loads(answer["Payload"].read()) == "hello wind"


class TestOutside:
    def test_a_function_makes_a_resource(self, cloudformation, functions, account):
        functions.create_function(**given(account, "maker", MAKER))
        template = json.dumps({
            "Resources": {"Made": {"Type": "Custom::Thing", "Properties": {
                "ServiceToken": f"arn:aws:lambda:us-east-1:{account}:function:maker", "Number": 7}}},
            "Outputs": {"Type": {"Value": {"Fn::GetAtt": ["Made", "Type"]}}, "Id": {"Value": {"Ref": "Made"}}},
        })  # fmt: skip
        cloudformation.create_stack(StackName="custom", TemplateBody=template)
        wait(cloudformation, "stack_create_complete", StackName="custom")
        [stack] = cloudformation.describe_stacks(StackName="custom")["Stacks"]
        outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        assert outputs == {"Type": "Create", "Id": "made-by-hand"}
        cloudformation.update_stack(StackName="custom", TemplateBody=template.replace('"Number": 7', '"Number": 8'))
        wait(cloudformation, "stack_update_complete", StackName="custom")
        cloudformation.delete_stack(StackName="custom")
        wait(cloudformation, "stack_delete_complete", StackName="custom")

    def test_a_wait_condition_waits_for_its_signals(self, cloudformation):
        template = """
Resources:
  Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
  Wait: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref Handle, Timeout: '600', Count: 2}}
Outputs: {Data: {Value: !GetAtt Wait.Data}}
"""
        cloudformation.create_stack(StackName="waits", TemplateBody=template)
        url = None
        while url is None:
            resources = cloudformation.describe_stack_resources(StackName="waits")["StackResources"]
            waits = {one["LogicalResourceId"]: one.get("PhysicalResourceId") for one in resources}
            url = waits.get("Handle") if "Wait" in waits else None
        for number in ("1", "2"):
            body = {"Status": "SUCCESS", "Reason": "done", "UniqueId": number, "Data": f"signal {number}"}
            request = urllib.request.Request(url, data=json.dumps(body).encode(), method="PUT")
            assert urllib.request.urlopen(request).status == 200
        wait(cloudformation, "stack_create_complete", StackName="waits")
        [stack] = cloudformation.describe_stacks(StackName="waits")["Stacks"]
        assert json.loads(stack["Outputs"][0]["OutputValue"]) == {"1": "signal 1", "2": "signal 2"}

    def test_a_stack_in_a_stack(self, cloudformation, clients, server):
        s3 = clients.boto3("s3")
        s3.create_bucket(Bucket=f"templates-{clients.account}")
        s3.put_object(Bucket=f"templates-{clients.account}", Key="inner.yaml", Body=QUEUES.encode())
        outer = f"""
Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: https://s3.amazonaws.com/templates-{clients.account}/inner.yaml
      Parameters: {{Delay: 5}}
Outputs: {{Url: {{Value: !GetAtt Inner.Outputs.Url}}}}
"""
        made = cloudformation.create_stack(StackName="outer", TemplateBody=outer, Capabilities=["CAPABILITY_AUTO_EXPAND"])
        wait(cloudformation, "stack_create_complete", StackName="outer")
        [resource] = cloudformation.describe_stack_resources(StackName="outer")["StackResources"]
        [inner] = cloudformation.describe_stacks(StackName=resource["PhysicalResourceId"])["Stacks"]
        assert (inner["ParentId"], inner["RootId"]) == (made["StackId"], made["StackId"])
        assert inner["Parameters"] == [{"ParameterKey": "Delay", "ParameterValue": "5"}]
        cloudformation.delete_stack(StackName="outer")
        wait(cloudformation, "stack_delete_complete", StackName="outer")
        [inner] = cloudformation.describe_stacks(StackName=inner["StackId"])["Stacks"]
        assert inner["StackStatus"] == "DELETE_COMPLETE"


class TestTemplates:
    def test_templates_tell_about_themselves(self, cloudformation):
        summary = cloudformation.get_template_summary(TemplateBody=QUEUES)
        assert summary["ResourceTypes"] == ["AWS::SQS::Queue"]
        [parameter] = cloudformation.validate_template(TemplateBody=QUEUES)["Parameters"]
        assert (parameter["ParameterKey"], parameter["DefaultValue"], parameter["NoEcho"]) == ("Delay", "3", False)
        cloudformation.create_stack(StackName="shop", TemplateBody=QUEUES)
        assert cloudformation.get_template(StackName="shop")["TemplateBody"] == QUEUES

    def test_a_template_has_a_longest_length(self, cloudformation, clients, account):
        """In a call, and in a bucket."""

        def padded(length):
            template = "Resources: {Queue: {Type: AWS::SQS::Queue}}\n#"
            return template + "x" * (length - len(template))

        cloudformation.validate_template(TemplateBody=padded(51_200))
        long = padded(51_201)
        text = "failed to satisfy constraint: Member must have length less than or equal to 51200"
        with refused("ValidationError", f"1 validation error detected: Value '{long}' at 'templateBody' {text}", 400):
            cloudformation.validate_template(TemplateBody=long)
        s3 = clients.boto3("s3")
        s3.create_bucket(Bucket=f"long-{account}")
        for length, fits in [(1_048_576, True), (1_048_577, False)]:
            s3.put_object(Bucket=f"long-{account}", Key=str(length), Body=padded(length).encode())
            url = f"https://s3.amazonaws.com/long-{account}/{length}"
            if fits:
                cloudformation.validate_template(TemplateURL=url)
            else:
                with refused("ValidationError", re.compile("may not exceed 1048576 bytes"), 400):
                    cloudformation.validate_template(TemplateURL=url)

    def test_what_is_not_there_is_refused_with_its_place(self, cloudformation):
        template = "Resources:\n  Base:\n    Type: AWS::Moon::Base\n"
        with refused("ValidationError", re.compile("AWS::Moon::Base.*line 3"), 400):
            cloudformation.create_stack(StackName="moon", TemplateBody=template)
        assert cloudformation.describe_stacks()["Stacks"] == []


class TestMore:
    def test_change_sets_and_what_is_around_stacks(self, cloudformation):
        name = {"StackName": "shop", "ChangeSetName": "first"}
        made = cloudformation.create_change_set(**name, TemplateBody=QUEUES, ChangeSetType="CREATE", Description="the first")
        wait(cloudformation, "change_set_create_complete", **name)
        shown = cloudformation.describe_change_set(**name)
        assert (shown["ChangeSetId"], shown["StackId"], shown["ExecutionStatus"]) == (made["Id"], made["StackId"], "AVAILABLE")
        assert [change["ResourceChange"]["LogicalResourceId"] for change in shown["Changes"]] == ["Dead", "Orders"]
        assert [one["ChangeSetName"] for one in cloudformation.list_change_sets(StackName="shop")["Summaries"]] == ["first"]
        cloudformation.execute_change_set(**name)
        wait(cloudformation, "stack_create_complete", StackName="shop")
        assert cloudformation.list_exports()["Exports"][0]["Name"] == "shop-url"
        reader = """
Resources:
  Note: {Type: AWS::SSM::Parameter, Properties: {Type: String, Name: /where, Value: !ImportValue shop-url}}
"""
        cloudformation.create_stack(StackName="reader", TemplateBody=reader)
        wait(cloudformation, "stack_create_complete", StackName="reader")
        assert cloudformation.list_imports(ExportName="shop-url")["Imports"] == ["reader"]
        cloudformation.set_stack_policy(StackName="shop", StackPolicyBody='{"Statement": []}')
        assert cloudformation.get_stack_policy(StackName="shop")["StackPolicyBody"] == '{"Statement": []}'
        changed = cloudformation.update_termination_protection(StackName="shop", EnableTerminationProtection=True)
        assert changed["StackId"] == made["StackId"]
        [detail] = [cloudformation.describe_stack_resource(StackName="shop", LogicalResourceId="Dead")["StackResourceDetail"]]
        assert (detail["ResourceStatus"], detail["Metadata"]) == ("CREATE_COMPLETE", "{}")
        listed = cloudformation.list_stack_resources(StackName="shop")["StackResourceSummaries"]
        assert [one["LogicalResourceId"] for one in listed] == ["Dead", "Orders"]
        named = cloudformation.list_stacks(StackStatusFilter=["CREATE_COMPLETE"])["StackSummaries"]
        assert [one["StackName"] for one in named] == ["reader", "shop"]
        cloudformation.create_change_set(StackName="shop", ChangeSetName="other", TemplateBody=QUEUES)
        cloudformation.delete_change_set(StackName="shop", ChangeSetName="other")
        assert {one["Name"] for one in cloudformation.describe_account_limits()["AccountLimits"]} >= {"StackLimit"}

    def test_ways_out_of_updates(self, cloudformation):
        waits = """
Resources:
  Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
  Wait: {Type: AWS::CloudFormation::WaitCondition, Properties: {Handle: !Ref Handle, Timeout: '600'}}
"""
        cloudformation.create_stack(StackName="s", TemplateBody="Resources: {Queue: {Type: 'AWS::SQS::Queue'}}")
        wait(cloudformation, "stack_create_complete", StackName="s")
        cloudformation.update_stack(StackName="s", TemplateBody=waits)
        cloudformation.cancel_update_stack(StackName="s")
        wait(cloudformation, "stack_rollback_complete", StackName="s")
        cloudformation.update_stack(StackName="s", TemplateBody=BROKEN, DisableRollback=True)
        while cloudformation.describe_stacks(StackName="s")["Stacks"][0]["StackStatus"] != "UPDATE_FAILED":
            pass
        cloudformation.rollback_stack(StackName="s")
        wait(cloudformation, "stack_rollback_complete", StackName="s")


def test_a_stack_in_flight_goes_on_after_a_kill(make_server, clients_of):
    server = make_server()
    resources = {f"Queue{number}": {"Type": "AWS::SQS::Queue"} for number in range(60)}
    for number in range(1, 60):
        resources[f"Queue{number}"]["DependsOn"] = f"Queue{number - 1}"
    clients_of(server).boto3("cloudformation").create_stack(
        StackName="long", TemplateBody=json.dumps({"Resources": resources}))  # fmt: skip
    server.kill9()
    server.start()
    client = clients_of(server).boto3("cloudformation")
    wait(client, "stack_create_complete", StackName="long")
    told = [(event["LogicalResourceId"], event["ResourceStatus"], event.get("ResourceStatusReason"))
            for event in events(client, "long")]  # fmt: skip
    assert (len(told), len(set(told))) == (3 * 60 + 2, 3 * 60 + 2)
    assert len(clients_of(server).boto3("sqs").list_queues()["QueueUrls"]) == 60


def everything(account, last):
    """Queues one after the other, with a nested stack and a custom resource among them, and something at the end."""
    maker = f"arn:aws:lambda:us-east-1:{account}:function:maker"
    own = {
        10: {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": f"https://s3.amazonaws.com/inner-{account}/inner.yaml"}},
        20: {"Type": "Custom::Thing", "Properties": {"ServiceToken": maker}},
        39: last,
    }
    resources = {f"R{number}": dict(own.get(number, {"Type": "AWS::SQS::Queue"})) for number in range(40)}
    for number in range(1, 40):
        resources[f"R{number}"]["DependsOn"] = f"R{number - 1}"
    return json.dumps({"Resources": resources})


@pytest.mark.parametrize(
    ("last", "ends"),
    [
        ({"Type": "AWS::SQS::Queue"}, "CREATE_COMPLETE"),
        ({"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "not a name"}}, "ROLLBACK_COMPLETE"),
    ],
)
def test_nested_stacks_and_custom_resources_outlive_kills(make_server, clients_of, account, last, ends):
    server = make_server()
    clients = clients_of(server)
    clients.boto3("lambda").create_function(**given(account, "maker", MAKER))
    s3 = clients.boto3("s3")
    s3.create_bucket(Bucket=f"inner-{account}")
    s3.put_object(Bucket=f"inner-{account}", Key="inner.yaml", Body=QUEUES.encode())

    def status(name):
        [stack] = clients_of(server).boto3("cloudformation").describe_stacks(StackName=name)["Stacks"]
        return stack["StackStatus"]

    def told(name):
        return sorted({(one["LogicalResourceId"], one["ResourceStatus"]) for one in events(clients_of(server).boto3("cloudformation"), name)})

    for name in ("calm", "shaken"):
        clients_of(server).boto3("cloudformation").create_stack(StackName=name, TemplateBody=everything(account, last))
        # Killed whenever a few things more have happened.
        seen, kills = 0, 0
        while status(name).endswith("_IN_PROGRESS"):
            now = len(told(name))
            if name == "shaken" and now >= seen + 3:
                seen, kills = now, kills + 1
                server.kill9()
                server.start()
        assert (status(name), kills > 0) == (ends, name == "shaken")
    assert [one for one in told("shaken") if one[0] != "shaken"] == [one for one in told("calm") if one[0] != "calm"]
    urls = clients_of(server).boto3("sqs").list_queues().get("QueueUrls", [])
    # Thirty-eight of the stack's own and two of the one within, twice; or none.
    assert len(urls) == (80 if ends == "CREATE_COMPLETE" else 0)


def test_hostile_packages_end_a_stack_and_leave_nothing(cloudformation, clients, account):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as writing:
        writing.writestr("app.py", "def handler(event, context): pass")
        writing.writestr("../outside.py", "")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as writing:
        writing.writestr("app.py", b"#" * 270_000_000)
    s3 = clients.boto3("s3")
    s3.create_bucket(Bucket=f"hostile-{account}")
    for name, package, reason in [
        ("path", out.getvalue(), "Could not unzip uploaded file."),
        ("bomb", bomb.getvalue(), "Unzipped size must be smaller than 262144000 bytes"),
    ]:
        s3.put_object(Bucket=f"hostile-{account}", Key=name, Body=package)
        code = {"S3Bucket": f"hostile-{account}", "S3Key": name}
        role = f"arn:aws:iam::{account}:role/any"
        function = {"Runtime": PYTHON, "Handler": "app.handler", "Role": role, "Code": code}
        template = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}, "F": {"Type": "AWS::Lambda::Function", "Properties": function}}}
        cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template))
        with pytest.raises(Exception, match="Waiter StackCreateComplete failed"):
            wait(cloudformation, "stack_create_complete", StackName=name)
        reasons = [one.get("ResourceStatusReason", "") for one in events(cloudformation, name) if one["LogicalResourceId"] == "F"]
        assert any(reason in said for said in reasons), reasons
    assert clients.boto3("lambda").list_functions()["Functions"] == []


def test_refusals(clients, cloudformation):
    cloudformation.create_stack(StackName="s", TemplateBody="""
Resources: {Queue: {Type: AWS::SQS::Queue}}
Outputs: {Url: {Value: !Ref Queue, Export: {Name: s-url}}}
""")  # fmt: skip
    wait(cloudformation, "stack_create_complete", StackName="s")
    cloudformation.create_change_set(StackName="s", ChangeSetName="same", UsePreviousTemplate=True)
    plain = clients.boto3("cloudformation", parameter_validation=False)
    assert exercised.refusals(plain, refusals.ROWS) == []


@pytest.mark.usefixtures("whole_module")
def test_no_operation_is_left_out():
    # What these need to be answered stands in the scenarios in process; AWS refuses nothing of the account's limits.
    gaps = exercised.gaps("cloudformation", never_refused={"DescribeAccountLimits"})
    assert gaps == {"never answered": ["ContinueUpdateRollback", "SignalResource"], "never refused": []}
