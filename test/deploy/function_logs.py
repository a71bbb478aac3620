"""Prints what deployed functions logged: every line of every group of logs, oldest first."""

import boto3

logs = boto3.client("logs")
for groups in logs.get_paginator("describe_log_groups").paginate():
    for group in groups["logGroups"]:
        name = group["logGroupName"]
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=name):
            for event in page["events"]:
                print(f"{name} {event['message'].rstrip()}")
