// Written by `npm run openapi` from lib/openapi/openapi.json: do not edit.
export interface paths {
    "/.well-known/gpc.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * That opt-out signals are obeyed, as Global Privacy Control publishes it
         * @description Needs no token.
         */
        get: operations["getGpcSupport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is published about many people, with how exact it is
         * @description Scope `custos/governance` of a staff token.
         */
        get: operations["readAggregates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/aggregates/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the policy counts about many people
         * @description Scope `custos/governance` of a staff token.
         */
        get: operations["listMeasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/automated-decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what a system decided about a person, so that they see and can contest it
         * @description Scope `custos/decisions` of a service token. An Idempotency-Key is required.
         */
        post: operations["recordAutomatedDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/automated-decisions/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What turned out to be right of decisions of monitored systems; up to 100
         * @description Scope `custos/decisions` of a service token. An Idempotency-Key is ignored.
         */
        post: operations["labelAutomatedDecisions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records what a person said to a service
         * @description Scope `custos/consents` of a service token. An Idempotency-Key is required.
         */
        post: operations["postConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Imports choices from another system; the same line is never written twice
         * @description Scope `custos/operators` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["importConsents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents/receipts/{receiptId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Evidence of one choice by the id of its receipt, also after an erasure
         * @description Scope `custos/requests` of a staff token.
         */
        get: operations["readReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether data of a category may be used for a purpose; one question or up to 100
         * @description Scope `custos/decisions` of a service token. An Idempotency-Key is ignored.
         */
        post: operations["decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether data may be given to a recipient, and the record that it is; one or up to 100
         * @description Scope `custos/disclosures` of a service token. An Idempotency-Key is required.
         */
        post: operations["recordDisclosures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether erasures run or are paused, and how many people lost keys in this hour
         * @description Scope `custos/requests` of a staff token.
         */
        get: operations["readErasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a pause: requests that wait are carried out, within ten minutes
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["resumeErasures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fairness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a system treats groups of people alike: the report of a period
         * @description Scope `custos/governance` of a staff token.
         */
        get: operations["readFairness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fairness/{reportId}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what is done about a breached threshold, and what came of it
         * @description Scope `custos/governance` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["reviewFairness"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/fairness/systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Systems that are monitored for bias, and what groups are formed by
         * @description Scope `custos/governance` of a staff token.
         */
        get: operations["listMonitoredSystems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the request of a follow-up token, also after erasure
         * @description With the follow-up token of the request.
         */
        get: operations["readFollowUp"];
        put?: never;
        post?: never;
        /**
         * Call the request of a follow-up token off
         * @description With the follow-up token of the request. An Idempotency-Key is ignored.
         */
        delete: operations["cancelFollowUp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-up/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Contest the outcome of the request of a follow-up token, also after erasure
         * @description With the follow-up token of the request. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["appealFollowUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follow-up/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A link to the export of a follow-up token, good for 15 minutes
         * @description With the follow-up token of the request. An Idempotency-Key is ignored.
         */
        post: operations["downloadFollowUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/governance/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The agreement with each recipient: what it covers, its transfer, and when it ends
         * @description Scope `custos/governance` of a staff token.
         */
        get: operations["listAgreements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/governance/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The policy in force: controller, purposes with bases and periods, categories, recipients
         * @description Scope `custos/governance` of a staff token.
         */
        get: operations["readPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/governance/policy/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each deployment changed in the policy, in words, newest first
         * @description Scope `custos/governance` of a staff token.
         */
        get: operations["listPolicyChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/governance/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is held, due, late, suspended and deleted, as it was counted last
         * @description Scope `custos/governance` of a staff token.
         */
        get: operations["readRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/governance/retention/sweeps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far sweeps over the ends of records are, newest first
         * @description Scope `custos/governance` of a staff token.
         */
        get: operations["listRetentionSweeps"];
        put?: never;
        /**
         * Sweep the records of everybody again, after one that failed or a restore; one at a time
         * @description Scope `custos/governance` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["sweepRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/governance/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People who were not informed yet that data was obtained from others (GDPR Art. 14), the most urgent first
         * @description Scope `custos/governance` of a staff token.
         */
        get: operations["listUninformed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/governance/sources/informed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record that staff informed a person of data that was obtained from a recipient
         * @description Scope `custos/governance` of a staff token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["recordInformedByStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the API responds, and under which policy
         * @description Needs no token.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Holds, newest first; the open ones unless you ask for others
         * @description Scope `custos/holds` of a staff token. Returns more to a token that has `custos/requests.identity` as well.
         */
        get: operations["listHolds"];
        put?: never;
        /**
         * Keep data of a person from deletion: by retention, by the person, by an erasure
         * @description Scope `custos/holds` of a staff token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["placeHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{holdId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One hold
         * @description Scope `custos/holds` of a staff token. Returns more to a token that has `custos/requests.identity` as well.
         */
        get: operations["readHold"];
        put?: never;
        post?: never;
        /**
         * Release a hold: what was due for deletion meanwhile is deleted
         * @description Scope `custos/holds` of a staff token. An Idempotency-Key is ignored.
         */
        delete: operations["releaseHold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{holdId}/withheld": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an open hold keeps, for the claim that it is for
         * @description Scope `custos/withheld` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["readHeld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identities/{identityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes what names a person, but not the last; the person sees it in their activity
         * @description Scope `custos/requests.identity` of a staff token. An Idempotency-Key is ignored.
         */
        delete: operations["removeIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identities/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What names a person; the person sees in their activity that staff read it
         * @description Scope `custos/requests.identity` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["queryIdentities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report what could be an incident; the privacy team assesses it
         * @description Scope `custos/incidents.report` of a service token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["reportIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Incidents, newest first: the record of breaches (GDPR Art. 33(5))
         * @description Scope `custos/incidents` of a staff token.
         */
        get: operations["listIncidents"];
        put?: never;
        /**
         * Record an incident; the clocks of the laws begin
         * @description Scope `custos/incidents` of a staff token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["openIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One incident, with its clocks and its timeline
         * @description Scope `custos/incidents` of a staff token.
         */
        get: operations["readIncident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Assess, decide, record what was done, close
         * @description Scope `custos/incidents` of a staff token. An Idempotency-Key is ignored.
         */
        patch: operations["changeIncident"];
        trace?: never;
    };
    "/v1/incidents/{incidentId}/affected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many people an incident affects, how they were found, and who they are
         * @description Scope `custos/incidents` of a staff token. Returns more to a token that has `custos/requests.identity` as well.
         */
        get: operations["listAffected"];
        put?: never;
        /**
         * Search for the people affected by an incident; several searches add up
         * @description Scope `custos/incidents` of a staff token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["findAffected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/contain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Contain an incident, or say what that would do (`dryRun`)
         * @description Scope `custos/incidents` of a staff token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["contain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/contain/{containmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Undo a containment; what others contain stays contained
         * @description Scope `custos/incidents` of a staff token. An Idempotency-Key is ignored.
         */
        delete: operations["undoContainment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notices of an incident, newest first, with how far they are
         * @description Scope `custos/incidents` of a staff token.
         */
        get: operations["listIncidentNotices"];
        put?: never;
        /**
         * Prepare a notice to an authority or to the people affected by an incident
         * @description Scope `custos/incidents` of a staff token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["prepareIncidentNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/notices/{noticeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One notice: the form for the authority, or the mail in each language
         * @description Scope `custos/incidents` of a staff token.
         */
        get: operations["readIncidentNotice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{incidentId}/notices/{noticeId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a notice that another member of staff prepared; mail to people is sent
         * @description Scope `custos/incidents` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["approveIncidentNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public keys of receipts, certificates, checkpoints and webhooks (RFC 7517)
         * @description Needs no token.
         */
        get: operations["getSigningKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Size and root of the ledger, signed (C2SP tlog-checkpoint)
         * @description Needs no token.
         */
        get: operations["getLedgerCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ledger entries between two times, oldest first
         * @description Scope `custos/ledger` of a staff token.
         */
        get: operations["listLedgerEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/entries/{index}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proof that an entry is in the tree of the last checkpoint
         * @description Scope `custos/ledger` of a staff token.
         */
        get: operations["getLedgerProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How often staff read and acted, by day and operation; entries name no person
         * @description Scope `custos/ledger` of a staff token.
         */
        get: operations["countStaffActs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/tile/{level}/{first}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hashes of one tile of the ledger (C2SP tlog-tiles): `0/067`
         * @description Needs no token.
         */
        get: operations["getLedgerTile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/tile/{level}/{first}/{second}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same in two segments: `0/067.p/8`, `0/x001/067`
         * @description Needs no token.
         */
        get: operations["getLedgerTileOfTwo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/tile/{level}/{first}/{second}/{third}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same in three segments: `0/x001/067.p/8`, `0/x001/x234/067`
         * @description Needs no token.
         */
        get: operations["getLedgerTileOfThree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done with the data of the person, newest first; staff appear by their role
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["listMyActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/automated-decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What systems decided about the caller and why, newest first
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["listOwnAutomatedDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The choice of the person for every purpose
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["listMyConsents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents/{purpose}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives, refuses or withdraws consent; refusing and withdrawing is never rejected
         * @description Scope `custos/self` of a subject token. An Idempotency-Key makes it safe to send the call again.
         */
        put: operations["putMyConsent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents/{purpose}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every choice about one purpose, newest first
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["listMyConsentHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest receipt of every purpose, or every receipt of one purpose
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["listMyReceipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is stored about the person by category: how much, since when, why, and who receives it
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["listMyData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What data of the person may be used for, and why, in plain words
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["listMyDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What names the person or signs in as them, since when, and who linked it
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["listMyIdentities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/identities/{identityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes what names the person, but not the last that they sign in with
         * @description Scope `custos/self` of a subject token. An Idempotency-Key is ignored.
         */
        delete: operations["removeMyIdentity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/media/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open the file of one record of the caller
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["openOwnMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The notice in force, in the best language there is, and the law that applies
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["getMyNotice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is stored about the caller, newest first
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["listOwnRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/records/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One record of the caller
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["readOwnRecord"];
        put?: never;
        post?: never;
        /**
         * Delete one record that the caller provided and what was made from it, at once
         * @description Scope `custos/self` of a subject token. An Idempotency-Key is ignored.
         */
        delete: operations["deleteOwnRecord"];
        options?: never;
        head?: never;
        /**
         * Correct the content of one record that the caller provided, at once
         * @description Scope `custos/self` of a subject token. An Idempotency-Key is ignored.
         */
        patch: operations["correctOwnRecord"];
        trace?: never;
    };
    "/v1/me/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your requests, newest first
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["listMyRequests"];
        put?: never;
        /**
         * Exercise a right: get a copy of your data, have it erased or restricted, object, opt out
         * @description Scope `custos/self` of a subject token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["submitRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow one of your requests
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["readMyRequest"];
        put?: never;
        post?: never;
        /**
         * Call a request off, as long as it can be stopped; end a restriction
         * @description Scope `custos/self` of a subject token. An Idempotency-Key is ignored.
         */
        delete: operations["cancelMyRequest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/requests/{requestId}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Contest that a request was refused, in whole or in part, or is not answered in time
         * @description Scope `custos/self` of a subject token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["appealMyRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/requests/{requestId}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A link to your export, good for 15 minutes
         * @description Scope `custos/self` of a subject token. An Idempotency-Key is ignored.
         */
        post: operations["downloadMyExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the person has set for themselves, and what can be set
         * @description Scope `custos/self` of a subject token.
         */
        get: operations["readMySettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes settings, effective at once; being stricter needs no recent sign-in, other changes do
         * @description Scope `custos/self` of a subject token. An Idempotency-Key is ignored.
         */
        patch: operations["changeMySettings"];
        trace?: never;
    };
    "/v1/measurements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Events of people to be counted among many; one or up to 100
         * @description Scope `custos/measurements` of a service token. An Idempotency-Key is required.
         */
        post: operations["recordMeasurements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce a file; the response has the form that uploads exactly this file
         * @description Scope `custos/records.write` of a service token. An Idempotency-Key is required.
         */
        post: operations["announceMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of an announced file, until a day after its announcement
         * @description Scope `custos/records.write` of a service token.
         */
        get: operations["readUpload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media/content/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open the file of a record by its link, whole or a part of it
         * @description Needs no token.
         */
        get: operations["openMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Models of the register, newest first
         * @description Scope `custos/models` of a service token. Or scope `custos/governance` of a staff token.
         */
        get: operations["listModels"];
        put?: never;
        /**
         * Register a version of a model, with the training sets that it is trained on
         * @description Scope `custos/models` of a service token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["registerModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version of a model: what holds its approval back, and how many people left its sets
         * @description Scope `custos/models` of a service token. Or scope `custos/governance` of a staff token.
         */
        get: operations["readModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a model; staff approve, deploy and retire it, and plan what is done for who left
         * @description Scope `custos/models` of a service token. Or scope `custos/governance` of a staff token. An Idempotency-Key is ignored.
         */
        patch: operations["changeModel"];
        trace?: never;
    };
    "/v1/models/{name}/{version}/card": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The model card (Mitchell et al. 2019), with Annex XI of the AI Act where it is declared
         * @description Scope `custos/models` of a service token. Or scope `custos/governance` of a staff token.
         */
        get: operations["readModelCard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The notices in force, and every version that was published
         * @description Needs no token.
         */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/{id}/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version of a notice, in force or not, named by the hash of its texts
         * @description Needs no token.
         */
        get: operations["getNotice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document: the contract of the API as OpenAPI 3.1
         * @description Needs no token.
         */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store personal data for purposes that are permitted, until their periods end
         * @description Scope `custos/records.write` of a service token. An Idempotency-Key is required.
         */
        post: operations["writeRecord"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store up to 25 records; each is stored or refused on its own
         * @description Scope `custos/records.write` of a service token. An Idempotency-Key is required.
         */
        post: operations["writeRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the records of a person that serve a permitted purpose, newest first
         * @description Scope `custos/records.read` of a service token. An Idempotency-Key is ignored.
         */
        post: operations["queryRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The queue: by status, then by due date
         * @description Scope `custos/requests` of a staff token.
         */
        get: operations["listRequests"];
        put?: never;
        /**
         * Exercise a right without an account; a code goes to the address
         * @description Needs no token. An Idempotency-Key is ignored.
         */
        post: operations["takeRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One request of the queue, and who asks why
         * @description Scope `custos/requests` of a staff token. Returns more to a token that has `custos/requests.identity` as well.
         */
        get: operations["readRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a human review, a complaint or an appeal; an appeal never by who decided before
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["answerRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a request that waits for it; it is carried out at once
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["approveRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/corrections/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a correction, which changes the records, or refuse it on a ground
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["decideCorrection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse a request on a ground that the law gives; the person learns ground and remedies
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["denyRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take more time to answer, as the law gives it, before the time is over
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["extendRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that you have made sure who asks; no document is stored
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["identifyRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce that a restriction ends in seven days; the person can ask for it again
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["liftRestriction"];
        /**
         * Call an announced lifting off: the restriction goes on
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        delete: operations["keepRestriction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/mail-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the person would be written about a decision; nothing is sent or decided
         * @description Scope `custos/requests` of a staff token.
         */
        get: operations["previewMail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/mandate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that you have checked that an agent may ask for the person
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["checkMandate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Wait for the person, where the law lets that time not count
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["pauseRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The person has answered: time counts again
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["resumeRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Carry a failed request out again, from where it stopped
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["retryRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/tasks/{task}/mark-done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a system has done what was asked, with the evidence
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["markTaskDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/tasks/{task}/not-applicable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that nothing has to be done at a system, with the reason
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["setTaskAside"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/tasks/{task}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a system again, from the beginning; what it did before counts
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["retryTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a request with the code from the mail: three tries, ten minutes
         * @description Needs no token. An Idempotency-Key is ignored.
         */
        post: operations["verifyRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{requestId}/withheld": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an erasure withheld on a ground, for that ground; works after the erasure
         * @description Scope `custos/withheld` of a staff token. An Idempotency-Key is ignored.
         */
        post: operations["readWithheld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/on-behalf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter a request that came by letter, telephone, e-mail or in person
         * @description Scope `custos/requests` of a staff token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["enterRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Obeys an opt-out signal of the browser (Global Privacy Control) where a law says so
         * @description Scope `custos/consents` of a service token. An Idempotency-Key is required.
         */
        post: operations["postSignal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/informed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record that a person was informed of data that was obtained from a recipient
         * @description Scope `custos/records.write` of a service token. An Idempotency-Key makes it safe to send the call again.
         */
        post: operations["recordInformed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subjects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Registers a person, or returns the one that is known; new details replace old ones
         * @description Scope `custos/subjects` of a service token. An Idempotency-Key is required.
         */
        post: operations["registerSubject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subjects/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds another identifier of a known person, none that can sign in; two known people are never merged
         * @description Scope `custos/subjects` of a service token. An Idempotency-Key is required.
         */
        post: operations["linkSubject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subjects/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Removes an identifier of a person that a service has linked
         * @description Scope `custos/subjects` of a service token. An Idempotency-Key is required.
         */
        post: operations["unlinkSubject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system-answers/{requestId}/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer the call of a webhook that was taken with status 202
         * @description With the token of `answerTo` in the call that is answered. An Idempotency-Key is ignored.
         */
        post: operations["answerCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/text/detect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find personal data and secrets in a text; nothing is stored
         * @description Scope `custos/text` of a service token. An Idempotency-Key is ignored.
         */
        post: operations["detectInText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/text/redact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take personal data and secrets out of a text or a conversation
         * @description Scope `custos/text` of a service token. An Idempotency-Key is ignored.
         */
        post: operations["redactText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/text/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn the pseudonyms of one person back, for a purpose that is permitted
         * @description Scope `custos/text.restore` of a service token. An Idempotency-Key is ignored.
         */
        post: operations["restoreText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Build a training set of the records that each person permits to be used for it
         * @description Scope `custos/models` of a service token. An Idempotency-Key is required.
         */
        post: operations["createTrainingSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-sets/{trainingSetId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * State, counts, reasons of exclusion, manifest and shards of a training set
         * @description Scope `custos/models` of a service token. Or scope `custos/governance` of a staff token.
         */
        get: operations["getTrainingSet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-sets/{trainingSetId}/exclusions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ids of records that left a training set, oldest first: what a trainer has to drop
         * @description Scope `custos/models` of a service token. Or scope `custos/governance` of a staff token.
         */
        get: operations["listExclusions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training-shards/{trainingSetId}/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open one file of a training set, without what people do not permit any more
         * @description Scope `custos/models` of a service token.
         */
        get: operations["openShard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptedMeasurements: {
            /** @description How many were stored to be counted. */
            accepted: number;
            /** @description One outcome each, in the order sent: 202, or a problem document. */
            items: {
                problem?: components["schemas"]["ItemRefusal"];
                status: number;
            }[];
            /** @description Those that are not counted, with the reason. */
            refused: {
                /** @description Its place in `items`, from 0; 0 where one was sent alone. */
                item: number;
                reason: components["schemas"]["MeasurementRefusal"];
            }[];
        };
        Activity: {
            /** Format: uuid */
            activityId: string;
            /** Format: date-time */
            at: string;
            /** @description What happened: ids of the policy, enum values and counts, depending on `kind`. */
            codes: {
                givenBy: string;
                notice?: {
                    id: string;
                    version: string;
                };
                purpose: string;
                recordedBy: string;
                /** @enum {string} */
                state: "given" | "refused" | "withdrawn";
            } | {
                counts: {
                    [key: string]: number;
                };
            } | {
                counts: {
                    [key: string]: number;
                };
            } | {
                counts: {
                    [key: string]: number;
                };
            } | {
                category?: string;
                purpose: string;
                reason: string;
                recipient?: string;
            } | {
                operation: string;
                /** Format: uuid */
                requestId?: string;
                /** @enum {string} */
                role: "privacy-team";
                /** @enum {string} */
                shown?: "identity" | "content";
            } | {
                categories: string[];
                purpose: string;
                recipient: string;
            } | {
                action: string;
                recipient: string;
                /** Format: uuid */
                requestId: string;
            } | {
                channel?: string;
                kind: string;
                /** Format: uuid */
                requestId: string;
            } | {
                kind: string;
                /** Format: uuid */
                requestId: string;
                status: string;
            } | {
                category: string;
            } | {
                category: string;
            } | {
                counts: {
                    [key: string]: number;
                };
            } | {
                settings: string[];
            } | {
                purposes: string[];
                signal: string;
            } | {
                assurance: string;
                /** @enum {string} */
                by: "service" | "sign-in";
                identityId: string;
                type: string;
            } | {
                /** @enum {string} */
                by: "service" | "subject" | "staff";
                identityId: string;
                /** @enum {string} */
                linkedBy: "service" | "sign-in";
                type: string;
            } | {
                /** @enum {string} */
                by: "service" | "staff";
                recipient: string;
            } | {
                /** Format: uuid */
                incidentId: string;
                /** Format: uuid */
                noticeId: string;
            };
            /** @enum {string} */
            kind: "consent-recorded" | "records-stored" | "use-permitted" | "text-restored" | "decision-denied" | "staff-access" | "disclosure" | "recipient-notified" | "request-made" | "request-closed" | "record-corrected" | "record-deleted" | "retention-deletion" | "settings-changed" | "signal-honoured" | "identity-linked" | "identity-removed" | "source-informed" | "incident-notice";
            /** @description The ledger entry of the same event. */
            ledger?: {
                /** Format: uuid */
                entryId: string;
                type: components["schemas"]["LedgerEntryType"];
            };
            /** @description Number of equal denials of one UTC day, which are one item of this page; `at` and `ledger` are of the newest. */
            times?: number;
        };
        AffectedPeople: {
            /** @description Of all searches together. */
            counts: {
                /** @description Of `people`, by the law of their residence. */
                byJurisdiction: {
                    [key: string]: number;
                };
                /** @description Whether every search has ended and every source of it was read. */
                complete: boolean;
                /** @description Found, and erased meanwhile: they are not listed. */
                erased: number;
                /** @description Each once. */
                people: number;
                /** @description Identifiers, destroyed keys and sources that named no person. */
                unknown: number;
            };
            items: components["schemas"]["AffectedPerson"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
            /** @description Newest first. */
            searches: components["schemas"]["AffectedSearch"][];
        };
        AffectedPeopleCount: {
            /** @description By the law of their residence. */
            byJurisdiction: {
                [key: string]: number;
            };
            /** @description Every search has ended, and every source was read. */
            complete: boolean;
            erased: number;
            people: number;
            /** @description Identifiers and keys that name no one. */
            unknown: number;
        };
        AffectedPeopleOfModel: {
            /** @description Absent for those who left after it was planned. */
            measure?: components["schemas"]["ModelMeasure"];
            /** @description People of this set who left; one can be in several sets. */
            people: number;
            /**
             * Format: date
             * @description UTC day on which the first of them left.
             */
            since: string;
            /** Format: uuid */
            trainingSetId: string;
        };
        AffectedPerson: {
            /** Format: date-time */
            addedAt: string;
            foundBy: ("subjects" | "category" | "window" | "key" | "principal")[];
            /**
             * Format: date-time
             * @description When the last notice was sent to them.
             */
            informedAt?: string;
            /** @description What became of each notice, by its id. */
            notices?: {
                [key: string]: {
                    /** Format: date-time */
                    at: string;
                    /** @enum {string} */
                    state: "claimed" | "sent" | "bounced" | "complained" | "no-address" | "rejected";
                };
            };
            /** @description With the scope `custos/requests.identity` only. */
            subject?: components["schemas"]["PersonOfRequest"];
            /** Format: uuid */
            subjectId: string;
        };
        AffectedSearch: {
            /** @enum {string} */
            by: "subjects" | "category" | "window" | "key" | "principal";
            /** @description Preliminary until the search is `done`. */
            counts: {
                /** @description Found, and erased meanwhile: they are not listed. */
                erased: number;
                /** @description Each once. */
                people: number;
                /** @description Identifiers, destroyed keys and sources that named no person. */
                unknown: number;
            };
            /** Format: date-time */
            endedAt?: string;
            how: {
                /** @description What to do where a source was not available. */
                next?: string;
                /**
                 * @description `records`: those stored now; deleted ones are not found. `activity`: what was entered about people, disclosures included. `trail`: CloudTrail.
                 * @enum {string}
                 */
                source: "identifiers" | "records" | "activity" | "keys" | "trail";
                /**
                 * @description `not-available`: the source may name more people, and was not read.
                 * @enum {string}
                 */
                state: "searched" | "not-available";
            }[];
            /** Format: uuid */
            jobId: string;
            /** @description Rows that were read. */
            seen: number;
            /** Format: date-time */
            startedAt: string;
            /**
             * @description `stalled`: nothing happened for half an hour; start the search again.
             * @enum {string}
             */
            state: "running" | "done" | "failed" | "stalled";
        };
        /** @description Who speaks for a person, and on what. */
        Agent: {
            /** @description Where the agent is reached. */
            contact: string;
            /**
             * @description What the agent showed. A consent needs `signed` or `power-of-attorney`.
             * @enum {string}
             */
            mandate: "self-declared" | "signed" | "power-of-attorney";
            name: string;
        };
        /** @description A person or a company that asks for the data subject. Stored encrypted. */
        AgentOfRequest: {
            /** @description An e-mail address, a telephone number or a postal address. */
            contact: string;
            mandate: components["schemas"]["Mandate"];
            name: string;
        };
        AggregateRow: {
            /** @description Events, with noise: can be below zero. */
            count?: number;
            /** @description With a probability of 95 % the exact count is at most this far away. */
            error?: number;
            /** @description A value for each dimension by which it is counted; empty for the total. */
            group: {
                [key: string]: string;
            };
            /** @description Sum of the values, with noise, where the measure has values. */
            sum?: number;
            /** @description With a probability of 95 % the exact sum is at most this far away. */
            sumError?: number;
            /**
             * @description Too few people, or needed so that a group of too few cannot be computed: no figure is published.
             * @constant
             */
            suppressed?: true;
        };
        Aggregates: {
            /** @description What all releases of the year have revealed, and may reveal. */
            budget: {
                perYear: number;
                spent: number;
                year: string;
            };
            /** @description Differential privacy: what the release reveals of a person at most. */
            epsilon: number;
            /** Format: date-time */
            from: string;
            measure: string;
            /** @description A figure is about so many people at least. */
            minimumGroup?: number;
            period: string;
            /** @description `sha256:` and the content hash of the policy that applied. */
            policyVersion: string;
            /** Format: date-time */
            releasedAt: string;
            rows: components["schemas"]["AggregateRow"][];
            title: string;
            /**
             * Format: date-time
             * @description Exclusive.
             */
            to: string;
            /**
             * @description Why nothing is published of the period; then there are no rows.
             * @enum {string}
             */
            withheld?: "budget-exhausted";
        };
        Agreement: {
            /** @description Data categories that it covers. */
            categories: string[];
            certificates: {
                /** @description To the last day, which counts; below zero when it is over. */
                daysLeft?: number;
                /** Format: date */
                expiresOn: string;
                name: string;
                /** @description `ending`: its last day is at most 60 days away. */
                state: components["schemas"]["TermState"];
            }[];
            /** @description Country of processing, ISO 3166-1. */
            country: string;
            /** @description To the last day, which counts; below zero when it is over. */
            daysLeft?: number;
            /**
             * Format: date
             * @description Its last day. Absent: it has none.
             */
            expiresOn?: string;
            name: string;
            /** @description Purposes that it covers. */
            purposes: string[];
            recipient: string;
            role: string;
            /** Format: date */
            signedOn: string;
            /** @description `ending`: its last day is at most 60 days away. */
            state: components["schemas"]["TermState"];
            /** @description Processors that it lets the recipient engage: GDPR Art. 28(2). */
            subProcessors: {
                country: string;
                does: string;
                name: string;
            }[];
            transfer: {
                /** @description Of the law of the country (CJEU C-311/18). */
                assessment?: {
                    /** @description To the last day, which counts; below zero when it is over. */
                    daysLeft?: number;
                    /** Format: date */
                    doneOn: string;
                    /** @description `ending`: its last day is at most 60 days away. */
                    state: components["schemas"]["TermState"];
                    /** Format: date */
                    validUntil: string;
                };
                /** @description Safeguard of the transfer: GDPR Art. 45 to 47. */
                mechanism: string;
            };
        };
        Agreements: {
            /**
             * Format: date
             * @description In the time zone of the controller.
             */
            day: string;
            items: components["schemas"]["Agreement"][];
            /** @description `sha256:` and the content hash of the policy that applied. */
            policyVersion: string;
        };
        /** @description Annex XI of Regulation (EU) 2024/1689 (AI Act). Name no person: cards are published. */
        AnnexXIFields: {
            /** @description 1(b): acceptable use policies. */
            acceptableUse?: string;
            /** @description Section 2, 2: adversarial testing, model adaptations, alignment and fine-tuning. */
            adversarialTesting?: string;
            /** @description 1(d): architecture. */
            architecture?: string;
            /** @description 2(d): computational resources used to train the model. */
            computation?: {
                details?: string;
                floatingPointOperations?: number;
                trainingTime?: string;
            };
            /** @description 2(c): data used for training, testing and validation. */
            data?: {
                /** @description Methods to detect identifiable biases. */
                biases?: string;
                /** @description Cleaning, filtering and so on. */
                curation?: string;
                /** @description Number of data points. */
                points?: number;
                provenance?: string;
                /** @description Scope and main characteristics. */
                scope?: string;
                /** @description How the data was obtained and selected. */
                selection?: string;
                /** @description Type of the data. */
                type?: string;
                /** @description Measures to detect unsuitable sources. */
                unsuitability?: string;
            };
            /** @description 2(b): design specifications and training process, key choices with rationale and assumptions. */
            design?: string;
            /** @description 1(c): methods of distribution. */
            distribution?: string;
            /** @description 2(e): energy consumption, known or estimated. */
            energy?: {
                /** @enum {string} */
                basis: "known" | "estimated" | "from-computation";
                details?: string;
                kilowattHours?: number;
            };
            /** @description Section 2, 1: evaluation strategies with criteria, metrics, results and limitations. Of models with systemic risk. */
            evaluation?: string;
            /** @description 1(e): modality and format of inputs, such as "text, UTF-8". */
            inputs?: string[];
            /** @description 1(a): type and nature of the AI systems into which it can be integrated. */
            integration?: string;
            /** @description 1(f): licence. */
            licence?: string;
            /** @description 2(b): what the model is designed to optimise for, and the relevance of its parameters. */
            optimisedFor?: string;
            /** @description 1(e): modality and format of outputs. */
            outputs?: string[];
            /** @description 1(d): number of parameters. */
            parameters?: number;
            /**
             * Format: date
             * @description 1(c): date of release.
             */
            releaseDate?: string;
            /** @description Section 2, 3: how software components build on each other. */
            systemArchitecture?: string;
            /** @description Section 1, 1(a): the tasks that the model is intended to perform. */
            tasks?: string;
            /** @description 2(a): technical means needed for integration: instructions, infrastructure, tools. */
            technicalMeans?: string;
        };
        /** @description Annex XI of Regulation (EU) 2024/1689 (AI Act). Name no person: cards are published. */
        AnnexXIFieldsOutput: {
            /** @description 1(b): acceptable use policies. */
            acceptableUse?: string;
            /** @description Section 2, 2: adversarial testing, model adaptations, alignment and fine-tuning. */
            adversarialTesting?: string;
            /** @description 1(d): architecture. */
            architecture?: string;
            /** @description 2(d): computational resources used to train the model. */
            computation?: {
                details?: string;
                floatingPointOperations?: number;
                trainingTime?: string;
            };
            /** @description 2(c): data used for training, testing and validation. */
            data?: {
                /** @description Methods to detect identifiable biases. */
                biases?: string;
                /** @description Cleaning, filtering and so on. */
                curation?: string;
                /** @description Number of data points. */
                points?: number;
                provenance?: string;
                /** @description Scope and main characteristics. */
                scope?: string;
                /** @description How the data was obtained and selected. */
                selection?: string;
                /** @description Type of the data. */
                type?: string;
                /** @description Measures to detect unsuitable sources. */
                unsuitability?: string;
            };
            /** @description 2(b): design specifications and training process, key choices with rationale and assumptions. */
            design?: string;
            /** @description 1(c): methods of distribution. */
            distribution?: string;
            /** @description 2(e): energy consumption, known or estimated. */
            energy?: {
                /** @enum {string} */
                basis: "known" | "estimated" | "from-computation";
                details?: string;
                kilowattHours?: number;
            };
            /** @description Section 2, 1: evaluation strategies with criteria, metrics, results and limitations. Of models with systemic risk. */
            evaluation?: string;
            /** @description 1(e): modality and format of inputs, such as "text, UTF-8". */
            inputs?: string[];
            /** @description 1(a): type and nature of the AI systems into which it can be integrated. */
            integration?: string;
            /** @description 1(f): licence. */
            licence?: string;
            /** @description 2(b): what the model is designed to optimise for, and the relevance of its parameters. */
            optimisedFor?: string;
            /** @description 1(e): modality and format of outputs. */
            outputs?: string[];
            /** @description 1(d): number of parameters. */
            parameters?: number;
            /**
             * Format: date
             * @description 1(c): date of release.
             */
            releaseDate?: string;
            /** @description Section 2, 3: how software components build on each other. */
            systemArchitecture?: string;
            /** @description Section 1, 1(a): the tasks that the model is intended to perform. */
            tasks?: string;
            /** @description 2(a): technical means needed for integration: instructions, infrastructure, tools. */
            technicalMeans?: string;
        };
        /**
         * @description Of a human review: the decision is `upheld`, `changed` or `withdrawn`, or could not be reviewed (`rejected`). Of a complaint or an appeal: it succeeds (`upheld`), succeeds in part (`changed`), what it is about no longer counts (`withdrawn`), or it fails (`rejected`).
         * @enum {string}
         */
        AnswerOutcome: "upheld" | "changed" | "withdrawn" | "rejected";
        Appeal: {
            /** @description Language of the answer: `en`, `de-AT`. That of the request when absent. */
            locale?: string;
            /** @description Why you disagree; stored encrypted. */
            reason: string;
        };
        /** @description Something holds the approval back. */
        ApprovalHeldBackProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description What is missing; `exception` lifts some of it. */
            reasons?: ("assessment-missing" | "training-set-unknown" | "training-set-building" | "training-set-failed" | "training-set-rejected" | "training-set-expired" | "training-set-stale" | "fairness-system-missing" | "fairness-report-missing" | "fairness-report-empty" | "fairness-threshold-breached")[];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 409;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:approval-held-back";
        };
        /** @enum {string} */
        ApprovalObstacle: "approved-before" | "entered-it" | "decided-before";
        /** @description A decision about the caller, and why. */
        AutomatedDecision: {
            /** Format: date-time */
            at: string;
            /**
             * Format: uuid
             * @description What a request of the kind `human-review` names.
             */
            automatedDecisionId: string;
            /** @description How the system comes to an outcome; the policy explains its purposes. */
            logic?: string;
            /** @description What weighed most, in plain words, the most important first: GDPR Art. 15(1)(h). */
            mainFactors: string[];
            /** @description The model that took part, as `name/version`: rejected unless the register has it as approved or deployed. */
            model?: string;
            outcome: components["schemas"]["DecisionOutcomeOutput"];
            review?: components["schemas"]["DecisionReview"];
            /**
             * Format: date-time
             * @description Until then a human can review it; then it is deleted. Absent while its end is suspended.
             */
            reviewableUntil?: string;
            /** @description The system that decided. */
            system: string;
        };
        /**
         * @description What has to be done after a breach: see `breach` in jurisdictions.yaml.
         * @enum {string}
         */
        BreachDuty: "authority" | "authority-final" | "authority-supplement" | "subjects" | "assessment" | "possible-leak" | "cert-in" | "processor";
        /** @description The request conflicts with the current state. */
        ConflictProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 409;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:conflict";
        };
        /** @description Where a person stands. */
        Consent: {
            basis?: components["schemas"]["LegalBasis"];
            /**
             * @description Why a consent that was given has to be given again.
             * @enum {string}
             */
            because?: "notice-changed" | "unproven" | "not-explicit" | "came-of-age" | "responsible-person-needed";
            /**
             * @description What holds while nothing was said.
             * @enum {string}
             */
            default: "permit" | "deny";
            noticeId?: string;
            /** @description What the consent rests on: `GET /v1/notices/{id}/{version}` has its text. */
            noticeVersion?: string;
            purpose: string;
            /**
             * @description Who wrote it down: the person, a service, or staff who took it over.
             * @enum {string}
             */
            recordedBy?: "subject" | "service" | "staff";
            /**
             * Format: date-time
             * @description When the person last said something.
             */
            since?: string;
            /** @enum {string} */
            state: "given" | "refused" | "withdrawn" | "expired" | "needs-renewal" | "not-asked";
            /**
             * Format: date-time
             * @description When a given consent ends.
             */
            validUntil?: string;
        };
        /** @enum {string} */
        ConsentChoice: "given" | "refused" | "withdrawn";
        /** @enum {string} */
        ConsentEffect: "processing-permitted" | "processing-stopped" | "objection-honoured" | "objection-ended" | "earlier-data-permitted" | "earlier-data-stopped" | "recorded-without-effect";
        /** @description One choice; never changed once written. */
        ConsentEvent: {
            /**
             * @description The facts of an applicable law were not reviewed: they are advisory.
             * @constant
             */
            advisory?: true;
            /** Format: date-time */
            at: string;
            basis?: components["schemas"]["LegalBasis"];
            /**
             * @description Of the newest choice: why the consent has to be given again.
             * @enum {string}
             */
            because?: "notice-changed" | "unproven" | "not-explicit" | "came-of-age" | "responsible-person-needed";
            /**
             * Format: uuid
             * @description The consent that an opt-out signal of the browser ended.
             */
            endedBySignal?: string;
            givenBy?: components["schemas"]["ConsentGiver"];
            /** @description Which system the choice was taken over from, and when. */
            imported?: {
                /** Format: date-time */
                at: string;
                source: string;
            };
            jurisdiction: components["schemas"]["Jurisdiction"];
            locale?: string;
            method?: string;
            noticeId?: string;
            noticeVersion?: string;
            /** @description `sha256:` and the content hash of the policy that applied. */
            policyVersion: string;
            /** @enum {string} */
            recordedBy?: "subject" | "service" | "staff";
            /** Format: uuid */
            recordId: string;
            state: components["schemas"]["ConsentChoice"];
            /**
             * Format: date-time
             * @description When a given consent ends.
             */
            validUntil?: string;
        };
        /**
         * @description Who spoke: the person, who holds parental responsibility, or an agent.
         * @enum {string}
         */
        ConsentGiver: "subject" | "responsible-person" | "authorised-agent";
        ConsentImport: {
            items: components["schemas"]["ImportedConsent"][];
        };
        ConsentOfCaller: {
            /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
            locale?: string;
            /** @description How the person said it, in a value of the client. Required for `given`. Explicit consent needs `signature`, `written-statement`, `express-form`, `two-step-confirmation` or `spoken-statement`; `despite-signal` says that the person was informed of a conflicting signal. */
            method?: string;
            /** @description Required for `given`. */
            notice?: components["schemas"]["NoticeReference"];
            state: components["schemas"]["ConsentChoice"];
        };
        ConsentOfPerson: {
            /** @description Goes with `givenBy: authorised-agent`. */
            agent?: components["schemas"]["Agent"];
            givenBy?: components["schemas"]["ConsentGiver"];
            /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
            locale?: string;
            /** @description How the person said it, in a value of the client. Required for `given`. Explicit consent needs `signature`, `written-statement`, `express-form`, `two-step-confirmation` or `spoken-statement`; `despite-signal` says that the person was informed of a conflicting signal. */
            method?: string;
            /** @description Required for `given`. */
            notice?: components["schemas"]["NoticeReference"];
            /** @description A purpose that the policy declares. */
            purpose: string;
            state: components["schemas"]["ConsentChoice"];
            subject: components["schemas"]["Identifier"];
        };
        /** @description Where a person can be contacted. */
        Contact: {
            /** @enum {string} */
            type: "email" | "phone";
            /** @description An e-mail address, or a telephone number as E.164 has it. */
            value: string;
        };
        /** @description Where a person can be contacted. */
        ContactOutput: {
            /** @enum {string} */
            type: "email" | "phone";
            /** @description An e-mail address, or a telephone number as E.164 has it. */
            value: string;
        };
        Containment: {
            action: components["schemas"]["ContainmentAction"];
            /** Format: date-time */
            appliedAt?: string;
            /** Format: uuid */
            containmentId: string;
            /**
             * Format: date-time
             * @description When it works everywhere at the latest: caches and copies have run out by then.
             */
            effectiveBy?: string;
            /** Format: date-time */
            startedAt: string;
            state: components["schemas"]["ContainmentState"];
            target: components["schemas"]["ContainmentTarget"];
            /** Format: date-time */
            undoneAt?: string;
            /**
             * Format: date-time
             * @description The same for undoing it.
             */
            undoneEffectiveBy?: string;
        };
        /** @enum {string} */
        ContainmentAction: "freeze-processing" | "revoke-client" | "quarantine-function" | "rotate-keys";
        /** @enum {string} */
        ContainmentEffect: "everything-denied" | "no-consent-recorded" | "categories-denied" | "no-consent-to-their-purposes" | "people-denied" | "no-consent-of-people" | "rights-go-on" | "cached-permits-end" | "keys-replaced" | "replaced-keys-destroyed" | "other-keys-stay" | "rotation-takes-time" | "client-rejected" | "cached-results-end" | "other-tokens-stay" | "client-not-checked" | "role-denied" | "function-stops" | "iam-takes-minutes";
        /** @description What a containment would do. Nothing is changed. */
        ContainmentPlan: {
            action: components["schemas"]["ContainmentAction"];
            /** @description How many there are of what it changes or affects. `purposes`: those that use the data; `stopped`: those of them that use nothing else; `unknown`: names of no one. */
            counts: {
                [key: string]: number;
            };
            /** @constant */
            dryRun: true;
            /** @description The same, for who says it in other words. */
            effectCodes: components["schemas"]["ContainmentEffect"][];
            /** @description What would happen, one sentence each. */
            effects: string[];
            target: components["schemas"]["ContainmentTarget"];
        };
        /** @enum {string} */
        ContainmentState: "applying" | "applied" | "failed" | "undoing" | "undone";
        /** @description What it is about. People are counted only. */
        ContainmentTarget: {
            /** @constant */
            kind: "everything";
        } | {
            categories: string[];
            /** @constant */
            kind: "categories";
        } | {
            /** @constant */
            kind: "people";
            people: number;
        } | {
            function: string;
            /** @constant */
            kind: "function";
        } | {
            clientId: string;
            issuer: string;
            /** @constant */
            kind: "client";
        };
        ContestedDecision: {
            /** Format: date-time */
            at: string;
            /**
             * Format: uuid
             * @description What a request of the kind `human-review` names.
             */
            automatedDecisionId: string;
            /** @description How the system comes to an outcome; the policy explains its purposes. */
            logic?: string;
            /** @description What weighed most, in plain words, the most important first: GDPR Art. 15(1)(h). */
            mainFactors: string[];
            /** @description The model that took part, as `name/version`: rejected unless the register has it as approved or deployed. */
            model?: string;
            outcome: components["schemas"]["DecisionOutcomeOutput"];
            /**
             * Format: date-time
             * @description Until then a human can review it; then it is deleted. Absent while its end is suspended.
             */
            reviewableUntil?: string;
            /** @constant */
            state: "reviewable";
            /** @description The system that decided. */
            system: string;
        } | {
            /**
             * @description Its period is over and it is deleted: no one can review it any more.
             * @constant
             */
            state: "ended";
        };
        /** @description One correction of a request for rectification: no content. */
        Correction: {
            category: string;
            /** @description What an accepted correction has done so far. */
            counts?: {
                changed: number;
                /** @description Records that were deleted, with what was made from a wrong record. */
                removed: number;
                /** @description Records that stay as they were, as evidence, and on which ground. */
                withheld: {
                    count: number;
                    /** @enum {string} */
                    ground: "legal-obligation" | "legal-claims" | "public-interest-task";
                }[];
            };
            /** Format: date-time */
            decidedAt?: string;
            /** @enum {string} */
            decision?: "accept" | "refuse";
            ground?: components["schemas"]["CorrectionGround"];
            /** @description From 1, in the order of the request. */
            number: number;
            /** Format: uuid */
            recordId?: string;
            state: components["schemas"]["CorrectionState"];
        };
        CorrectionDecision: {
            /** @enum {string} */
            decision: "accept" | "refuse";
            /** @description Needed to refuse; the person is informed of it. */
            ground?: components["schemas"]["CorrectionGround"];
            /** @description Stored encrypted. The person finds it in a copy of their data (CJEU C-434/16). */
            note?: string;
        };
        /**
         * @description Why a correction is refused: `found-accurate`, a ground of the law, or that the data is exempt from changes.
         * @enum {string}
         */
        CorrectionGround: "found-accurate" | "identity-not-verified" | "person-not-identifiable" | "manifestly-unfounded" | "manifestly-excessive" | "fraudulent-request" | "disproportionate-effort" | "legal-obligation" | "legal-claims" | "public-interest-task";
        CorrectionOfPerson: {
            category: string;
            /** @description What an accepted correction has done so far. */
            counts?: {
                changed: number;
                /** @description Records that were deleted, with what was made from a wrong record. */
                removed: number;
                /** @description Records that stay as they were, as evidence, and on which ground. */
                withheld: {
                    count: number;
                    /** @enum {string} */
                    ground: "legal-obligation" | "legal-claims" | "public-interest-task";
                }[];
            };
            /** Format: date-time */
            decidedAt?: string;
            /** @enum {string} */
            decision?: "accept" | "refuse";
            ground?: components["schemas"]["CorrectionGround"];
            /** @description Absent where the record is to be deleted. */
            new?: unknown;
            /** @description What staff noted when they decided. */
            note?: string;
            /** @description From 1, in the order of the request. */
            number: number;
            /** @description As stored now; absent where nothing is left. */
            old?: unknown;
            pointer?: string;
            /** @description What the person wrote about it. */
            reason?: string;
            /** Format: uuid */
            recordId?: string;
            /** @description Of a value in a category: the records that have it, the oldest first. */
            records?: {
                count: number;
                items: {
                    old: unknown;
                    /** Format: uuid */
                    recordId: string;
                }[];
                /** @description Not every record of the category was looked at. */
                more: boolean;
            };
            state: components["schemas"]["CorrectionState"];
            /**
             * @description Something that is stored is too large to be shown here.
             * @constant
             */
            tooLarge?: true;
        };
        /** @enum {string} */
        CorrectionState: "waiting" | "being-applied" | "applied" | "refused" | "not-decided";
        Decision: {
            basis?: components["schemas"]["LegalBasis"];
            /** @enum {string} */
            decision: "permit" | "deny";
            /** Format: uuid */
            decisionId: string;
            /** @description What a permit requires of the caller. */
            obligations: components["schemas"]["Obligation"][];
            /** @description `sha256:` and the content hash of the policy that applied. */
            policyVersion: string;
            /** @description Why it is denied, the most decisive first; empty for a permit. */
            reasons: components["schemas"]["DenyReason"][];
            /**
             * Format: date-time
             * @description Until when the answer may be cached; an expired one denies.
             */
            validUntil: string;
        };
        DecisionLabels: {
            items: {
                problem?: components["schemas"]["ItemRefusal"];
                status: number;
            }[];
        };
        DecisionOutcome: {
            /** @description Whether it is what the person wanted. */
            favourable?: boolean;
            /** @description The figure behind it, where there is one. */
            score?: number;
            /** @description What was decided, as a person can read it: `refused`. */
            value: string;
        };
        DecisionOutcomeOutput: {
            /** @description Whether it is what the person wanted. */
            favourable?: boolean;
            /** @description The figure behind it, where there is one. */
            score?: number;
            /** @description What was decided, as a person can read it: `refused`. */
            value: string;
        };
        /** @description The last review of a decision by a human. */
        DecisionReview: {
            /** Format: date-time */
            answeredAt?: string;
            /**
             * @description What a human came to.
             * @enum {string}
             */
            outcome?: "upheld" | "changed" | "withdrawn" | "rejected";
            /** @description Why, in their words. */
            reasons?: string;
            /**
             * Format: uuid
             * @description The request that contests the decision.
             */
            requestId: string;
            status: components["schemas"]["RequestStatus"];
        };
        Decisions: {
            items: (components["schemas"]["SettledDecision"] | components["schemas"]["RefusedQuestion"])[];
        };
        /**
         * @description Why an answer takes longer, or time does not count, by the law that applies.
         * @enum {string}
         */
        DelayGround: "complexity" | "high-volume" | "identity-verification" | "clarification-needed" | "consultation" | "format-conversion" | "fee-paid" | "any-stated";
        /** @description What is deleted because the hold has ended. */
        DeletionAfterHold: {
            /** Format: date-time */
            expectedBy?: string;
            items: {
                category: string;
                count: number;
            }[];
            /** @description Of the same person. What an erasure owes is deleted after the last of them. */
            otherOpenHolds: number;
            /**
             * Format: date-time
             * @description Absent where nothing is deleted.
             */
            startsAt?: string;
        };
        /** @description Deletion is suspended for this data. */
        DeletionSuspendedProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /**
             * @description Why the record is exempt from deletion: GDPR Art. 17(3).
             * @enum {string}
             */
            ground?: "legal-obligation" | "legal-claims" | "public-interest-task";
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 409;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:deletion-suspended";
            /**
             * Format: date-time
             * @description When it ends; absent under a legal hold, which has no known end.
             */
            until?: string;
        };
        Denial: {
            ground: components["schemas"]["RefusalGround"];
            /** @description Stored encrypted. The person finds it in a copy of their data (CJEU C-434/16). */
            note?: string;
        };
        /** @enum {string} */
        DenyReason: "ask-controller" | "subject-unknown" | "subject-erased" | "purpose-unknown" | "model-unknown" | "model-not-approved" | "model-retired" | "processing-frozen" | "processing-restricted" | "storage-off" | "training-off" | "personalisation-off" | "unclassified" | "category-not-covered" | "no-legal-basis" | "special-category-condition-missing" | "responsible-person-needed" | "consent-unproven" | "consent-not-given" | "consent-refused" | "consent-withdrawn" | "consent-expired" | "consent-needs-renewal" | "opted-out" | "objection" | "retention-ended";
        DownloadLink: {
            /**
             * Format: date-time
             * @description Of the link.
             */
            expiresAt: string;
            /** @description Of the file, in hex. */
            sha256: string;
            /** Format: uri */
            url: string;
        };
        EnteredRequest: {
            request: components["schemas"]["Request"];
        };
        /** @description The signed content of a certificate. */
        ErasureCertificate: {
            /** @description How the data was encrypted. */
            algorithm: string;
            /**
             * Format: uuid
             * @description Names this certificate.
             */
            certId: string;
            /** @description Who held the data and has erased it. */
            controller: {
                contact: string;
                name: string;
            };
            /** @description When it was issued, in seconds since 1970 (RFC 7519). */
            iat: number;
            /** @description Who issues the certificate: the web site of the controller. */
            iss: string;
            /** @description SHA-256 commitments to the destroyed keys, in the order of `kids`. */
            keyCommitments?: string[];
            /** @description How many keys were destroyed. */
            keysDestroyed: number;
            /** @description Random names of the destroyed keys. */
            kids?: string[];
            /**
             * Format: date-time
             * @description From then on no cached copy of a key can be in use.
             */
            lastPossibleUse: string;
            /** @description Of the manifest, in the form of RFC 8785. It lists what was erased and what is kept. */
            manifestSha256: string;
            /** @description Where it says what each field means. */
            meaning: string;
            /** @description What the erasure does not reach. */
            notCovered: string[];
            /** @description For so many days a backup of the keys can be restored; destroyed keys are destroyed again then. */
            pitrDays: number;
            /** @description SHA-256 of the privacy policy that applied. */
            policyVersion: string;
            /** @description Of the certificate before, which this one follows: a hold has ended, or a system has answered. */
            previousCertificateSha256?: string;
            /**
             * Format: uuid
             * @description The request for erasure that it answers.
             */
            requestId: string;
            /** @description Rows and files that a count on another path still found of the person: none. */
            residual: number;
            /**
             * Format: date-time
             * @description When the last key was destroyed.
             */
            revokedAt: string;
            /**
             * @description Every key was destroyed, every row and every file deleted. That no backup can bring keys back is not said yet.
             * @constant
             */
            status: "ERASED";
            /** @description How many other systems of the controller were asked, by how it ended; the manifest names each. */
            systems?: {
                [key: string]: number;
            };
            /** @description Entries that are kept, by the ground for it; the manifest says until when. */
            withheld: {
                [key: string]: number;
            };
        };
        /** @description Whether erasures run. About no one. */
        Erasures: {
            /** @description The newest pause; absent where there was none. */
            pause?: {
                /** Format: date-time */
                pausedAt: string;
                /** @description Who lost keys in the hour that was one too many. */
                people: number;
                /** @description Of the policy at that time. */
                peoplePerHour: number;
                /** Format: date-time */
                resumedAt?: string;
                /**
                 * Format: date-time
                 * @description Until then `peoplePerHour` pauses nothing; then it applies again.
                 */
                resumedUntil?: string;
            };
            /** @description Who lost keys in this hour of UTC, as far as it was counted. */
            people: number;
            /** @description Of the policy: one person more pauses erasures. */
            peoplePerHour: number;
            /**
             * @description `paused`: no key is destroyed, and requests wait, until staff resume.
             * @enum {string}
             */
            state: "running" | "paused";
        };
        EvaluationResult: {
            dataset?: string;
            /** @description Of which group the result is. */
            group?: string;
            metric: string;
            value: number;
        };
        EvaluationResultOutput: {
            dataset?: string;
            /** @description Of which group the result is. */
            group?: string;
            metric: string;
            value: number;
        };
        /** @description A record that is exempt from erasure or deletion. */
        ExemptRecord: {
            category: string;
            /** Format: date-time */
            collectedAt: string;
            content: unknown;
            /** @description Where the record is a file. */
            media?: components["schemas"]["Media"];
            purposes: string[];
            /** Format: uuid */
            recordId: string;
            source?: components["schemas"]["RecordSource"];
            /**
             * Format: date-time
             * @description Absent while a legal hold keeps it.
             */
            until?: string;
        };
        ExemptRecordList: {
            items: components["schemas"]["ExemptRecord"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
        };
        ExplainedDecision: {
            basis?: components["schemas"]["LegalBasis"];
            category: string;
            /** @enum {string} */
            decision: "permit" | "deny";
            /** @description Why, and what the person can do about it, in plain words. */
            explanation: string;
            /** @description What a permit requires of the caller. */
            obligations: components["schemas"]["Obligation"][];
            purpose: string;
            /** @description Why it is denied, the most decisive first; empty for a permit. */
            reasons: components["schemas"]["DenyReason"][];
        };
        /** @description How far scores agree with labels. */
        FairnessCalibration: {
            bins: {
                from: number;
                meanScore: number;
                n: number;
                observed: number;
                to: number;
            }[];
            brier: number;
            expectedCalibrationError: number;
            meanScore: number;
            n: number;
            observed: number;
        };
        /** @description Groups of one attribute, or of two together. */
        FairnessComparison: {
            by: string[];
            groups: components["schemas"]["FairnessGroup"][];
            /** @description Percentile intervals, 95 %. */
            intervals: {
                [key: string]: [
                    number,
                    number
                ];
            };
            /** @description Over the groups that are shown; as Fairlearn defines them. */
            metrics: {
                [key: string]: number;
            };
            /** @description Share of outcomes without a value of one of the attributes. */
            missing: number;
            /** @description How likely such a distance is by chance, where the groups do not differ. */
            pValues: {
                [key: string]: number;
            };
            verdicts: components["schemas"]["FairnessVerdict"][];
        };
        /** @description Figures of one group. */
        FairnessGroup: {
            calibration?: components["schemas"]["FairnessCalibration"];
            /** @description Value of each attribute: `{"residence": "DE"}`. */
            group: {
                [key: string]: string;
            };
            /** @description Wilson interval of the selection rate. */
            interval?: [
                number,
                number
            ];
            /** @description Absent where too few people have a label of either kind. */
            labels?: {
                falsePositiveRate: {
                    /** @description Lower and upper end, 95 %. */
                    interval: [
                        number,
                        number
                    ];
                    value: number;
                };
                truePositiveRate: {
                    /** @description Lower and upper end, 95 %. */
                    interval: [
                        number,
                        number
                    ];
                    value: number;
                };
            };
            /** @description Outcomes. */
            n?: number;
            people?: number;
            scores?: {
                mean: number;
                n: number;
            };
            /** @description Share of favourable outcomes. */
            selectionRate?: number;
            /** @description Fewer people than `minimumGroup`, or such a group could be computed from this one: no figures. */
            suppressed: boolean;
        };
        /** @description Outcomes of a system between groups of people. Written once for a period. */
        FairnessReport: {
            /** @description Metrics beyond their threshold, each once. */
            breached: ("demographicParityDifference" | "demographicParityRatio" | "equalOpportunityDifference" | "equalOpportunityRatio" | "equalizedOddsDifference" | "equalizedOddsRatio")[];
            by: string[];
            /** @description By the other attributes, and by each pair of attributes. */
            comparisons: components["schemas"]["FairnessComparison"][];
            groups: components["schemas"]["FairnessGroup"][];
            /** @description Percentile intervals, 95 %. */
            intervals: {
                [key: string]: [
                    number,
                    number
                ];
            };
            /** @description People who do not permit the comparison. */
            leftOut: number;
            /** @description Over the groups that are shown; as Fairlearn defines them. */
            metrics: {
                [key: string]: number;
            };
            minimumGroup: number;
            /** @description Share of outcomes without a value of one of the attributes. */
            missing: number;
            /** @description Outcomes that are compared. */
            n: number;
            period: string;
            /** @description `sha256:` and the content hash of the policy that applied. */
            policyVersion: string;
            /** @description How likely such a distance is by chance, where the groups do not differ. */
            pValues: {
                [key: string]: number;
            };
            /** Format: date-time */
            reportedAt: string;
            reportId: string;
            resamples: number;
            review?: components["schemas"]["FairnessReview"];
            seed: string;
            system: string;
            /** @description The id, where the policy monitors the system no longer. */
            title: string;
            /** @description Outcomes of which the system did not say whether they are favourable. */
            unknown: number;
            verdicts: components["schemas"]["FairnessVerdict"][];
        };
        /** @description What is done about a breached threshold. */
        FairnessReview: {
            /** Format: date-time */
            changedAt: string;
            /** Format: date-time */
            dueAt: string;
            /** @description What is done. */
            measure?: string;
            /** Format: date-time */
            openedAt: string;
            /** @description What came of it. */
            outcome?: string;
            owner: string;
            /** @enum {string} */
            state: "open" | "in-progress" | "closed";
        };
        FairnessReviewChange: {
            /** @description What is done, without a word about single people. */
            measure?: string;
            /** @description What came of it. Closes the review, which has a measure by then. */
            outcome?: string;
            /**
             * Format: email
             * @description Who answers for it from now on.
             */
            owner?: string;
        };
        /** @description A metric against its threshold. */
        FairnessVerdict: {
            /**
             * @description `established`: beyond the threshold with its whole interval; `possible`: beyond it, and the interval includes it; `unclear`: within, and the interval includes it; `within`: so is its whole interval.
             * @enum {string}
             */
            kind: "established" | "possible" | "unclear" | "within";
            /** @enum {string} */
            metric: "demographicParityDifference" | "demographicParityRatio" | "equalOpportunityDifference" | "equalOpportunityRatio" | "equalizedOddsDifference" | "equalizedOddsRatio";
            threshold: number;
            value: number;
        };
        /** @description The signed content of a FINAL certificate. */
        FinalCertificate: {
            /**
             * Format: uuid
             * @description Names this certificate.
             */
            certId: string;
            /** @description Who held the data and has erased it. */
            controller: {
                contact: string;
                name: string;
            };
            /** @description Of the certificate of the erasure, a compact JWS: it names the keys. */
            erasedCertificateSha256: string;
            /** @description When it was issued, in seconds since 1970 (RFC 7519). */
            iat: number;
            /** @description Who issues the certificate: the web site of the controller. */
            iss: string;
            /** @description How many keys: each was absent and had its tombstone when this was issued. */
            keysDestroyed: number;
            /**
             * Format: date-time
             * @description From then on no cached copy of a key can be in use.
             */
            lastPossibleUse: string;
            /** @description Where it says what each field means. */
            meaning: string;
            /** @description What was not observed, and what it does not reach. */
            notCovered: string[];
            /**
             * Format: date-time
             * @description When what follows was read.
             */
            observedAt: string;
            /**
             * @description From AWS, or from the files of the embedded runtime.
             * @enum {string}
             */
            observedIn: "aws" | "embedded-runtime";
            /** @description SHA-256 of the privacy policy that applied. */
            policyVersion: string;
            /**
             * Format: uuid
             * @description The request for erasure that it is about.
             */
            requestId: string;
            /**
             * Format: date-time
             * @description When the last key was destroyed.
             */
            revokedAt: string;
            /**
             * @description At the time of observation nothing that is listed here could bring a destroyed key back.
             * @constant
             */
            status: "FINAL";
            /** @description What was observed of the tables that have keys and identifiers. */
            tables: {
                /** @description On-demand backups of it that exist. */
                backups?: number;
                /** @description Exports of it to Amazon S3 in the last 90 days. */
                exports?: number;
                /** @enum {string} */
                kinesis?: "none" | "ended" | "active";
                /** @description Recovery points of AWS Backup that exist. */
                recoveryPoints?: number;
                replicas: number;
                /**
                 * Format: date-time
                 * @description The earliest time to which it can be restored; absent where it has no history.
                 */
                restorableFrom?: string;
                /**
                 * @description What its stream has of changed rows.
                 * @enum {string}
                 */
                stream: "off" | "keys-only" | "images";
                table: string;
            }[];
            /** @description The pass over whole tables that looked for the person and found nothing. */
            verification?: {
                /** Format: date-time */
                endedAt: string;
                /** @description Names of files that it read, of everybody. */
                files: number;
                /**
                 * @description Rows and files of the person that are exempt from nothing.
                 * @constant
                 */
                left: 0;
                /** @description Names the pass. */
                passId: string;
                /** @description Rows that it read, of everybody. */
                rows: number;
                /**
                 * Format: date-time
                 * @description When it began: after the erasure was concluded.
                 */
                startedAt: string;
                /** @description How many tables it read, each to its end. */
                tables: number;
            };
            /** @description The key under which every copy of a destroyed key is encrypted. */
            wrappingKey?: {
                /**
                 * Format: date-time
                 * @description Its end, where one is scheduled.
                 */
                deletedAt?: string;
                keyId?: string;
                multiRegion: boolean;
                origin: string;
                /** Format: date-time */
                since?: string;
                state: string;
            };
        };
        /** @enum {string} */
        FinalityBarrier: "cached-keys-usable" | "key-present" | "tombstone-missing" | "recovery-window-open" | "recovery-window-unknown" | "backup-exists" | "recovery-point-exists" | "export-exists" | "stream-has-keys" | "kinesis-destination-active" | "replica-exists" | "system-open" | "verification-pending";
        /** @description This takes a formal request. */
        FormalRequestRequiredProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /**
             * @description Where the record comes from.
             * @enum {string}
             */
            origin?: "observed" | "inferred";
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /**
             * @description What to ask for with `POST /v1/me/requests`.
             * @enum {string}
             */
            requestKind?: "rectification" | "human-review" | "erasure";
            /** @constant */
            status: 409;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:formal-request-required";
        };
        HeldData: {
            category: string;
            /** @description Stored records, each once, those of `withheld` included. Changes are counted within seconds. */
            count: number;
            /** @description The stored records by month, oldest first. */
            months?: {
                count: number;
                /** @description UTC month of collection: `2026-11`. */
                month: string;
            }[];
            /**
             * Format: date
             * @description UTC day of collection; data that an erasure exempted does not count.
             */
            newest?: string;
            /**
             * Format: date
             * @description UTC day of collection; data that an erasure exempted does not count.
             */
            oldest?: string;
            purposes: {
                /** @description Absent where the purpose has no basis for the person, and is denied. */
                legalBasis?: components["schemas"]["LegalBasis"];
                purpose: string;
                /** @description How long data is retained for the purpose: the shorter of the period of the policy and of what the person has set, unless a law requires it to be retained. */
                retention: string;
                title: string;
            }[];
            /** @description Who may receive data of this category for one of the purposes, and who did (CJEU C-154/21). */
            recipients: {
                /** @description Country of processing, ISO 3166-1. */
                country?: string;
                /** @description Single disclosures of data of this category that were recorded. */
                disclosures?: {
                    count: number;
                    /** Format: date-time */
                    newest: string;
                    /** Format: date-time */
                    oldest: string;
                };
                /** @description The id, where the policy names the recipient no more. */
                name: string;
                recipient: string;
                /** @description Absent where the policy names it no more. */
                role?: string;
                /** @description Processors that the agreement lets the recipient engage: GDPR Art. 28(2). */
                subProcessors?: {
                    country: string;
                    does: string;
                    name: string;
                }[];
                /** @description Safeguard of the transfer: GDPR Art. 45 to 47. */
                transferMechanism?: string;
            }[];
            retention?: {
                /** @description The longest period of the purposes as they apply to the person. */
                applies: string;
                /** @description What the person has set instead. */
                own?: string;
                /** @description The longest period of the purposes in the policy. */
                period: string;
            };
            /**
             * @description Provided by the person, observed while the service is used, or derived from other data.
             * @enum {string}
             */
            source?: "provided" | "observed" | "inferred";
            /** @description The recipients from which data of this category was obtained: GDPR Art. 14, 15(1)(g). */
            sources?: {
                /**
                 * Format: date
                 * @description The last day on which the person is to be informed of it; absent where no law that applies names a period.
                 */
                informBy?: string;
                /**
                 * Format: date-time
                 * @description Absent until the person is informed.
                 */
                informedAt?: string;
                /** @description Absent where the policy no longer names it. */
                name?: string;
                recipient: string;
                /**
                 * Format: date-time
                 * @description When the first of the data was obtained.
                 */
                since: string;
            }[];
            /** @description In the language of the settings, where the policy has the text in it. */
            title: string;
            /** @description Of these, what a legal hold exempts from deletion until it is released, and what an earlier erasure exempted, which is used for its ground only. */
            withheld?: components["schemas"]["WithheldItem"][];
        };
        HeldQuery: {
            /** @description Of this category only. */
            category?: string;
            /** @description The `nextCursor` of the page before; the list begins without it. */
            cursor?: string;
            /**
             * @description Most items of a page.
             * @default 25
             */
            limit: number;
        };
        /** @description Keeps data of one person from deletion. */
        Hold: {
            /** @description Everything when absent. */
            categories?: string[];
            /** Format: uuid */
            holdId: string;
            /** @description Absent once the person's evidence has run out and its key is destroyed. */
            matter?: string;
            /** Format: date-time */
            placedAt: string;
            /** Format: date-time */
            releasedAt?: string;
            state: components["schemas"]["HoldState"];
            /** @description With the scope `custos/requests.identity` only. */
            subject?: components["schemas"]["PersonOfRequest"];
        };
        /** @enum {string} */
        HoldingReason: "assessment-missing" | "training-set-unknown" | "training-set-building" | "training-set-failed" | "training-set-rejected" | "training-set-expired" | "training-set-stale" | "fairness-system-missing" | "fairness-report-missing" | "fairness-report-empty" | "fairness-threshold-breached";
        HoldList: {
            items: components["schemas"]["Hold"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
        };
        /** @enum {string} */
        HoldState: "open" | "released";
        /** @description This Idempotency-Key came with another body. */
        IdempotencyKeyReusedProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 422;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:idempotency-key-reused";
        };
        Identification: {
            /**
             * @description You have looked at a document, or have made sure in a way that is as good, that the person asks.
             * @constant
             */
            assurance: "document-checked-by-staff";
            /** @description How you made sure, stored encrypted. No copy of a document, and nothing that is read from it: no number, no date of birth. */
            note?: string;
        };
        /** @description The identifier that a service has for a person. */
        Identifier: {
            /** @description The system that issued the identifier, where the operator has several. A `user-id` whose issuer is a URL is the `sub` of its tokens. */
            issuer?: string;
            /** @enum {string} */
            type: "user-id" | "email" | "phone" | "device-id";
            /** @description An e-mail address, a telephone number as E.164 has it, or an id of the operator, which is compared byte by byte. */
            value: string;
        };
        /** @description What names a person, or signs in as them. */
        Identity: {
            /**
             * @description `issuer-verified` once a person has signed in with it; before, what a service says.
             * @enum {string}
             */
            assurance: "service-asserted" | "service-verified" | "issuer-verified";
            /** @description Of a list of identities. */
            identityId: string;
            /** @description Of a `user-id`: whose tokens have it as `sub`, or which system gave it out. */
            issuer?: string;
            /**
             * @description Who let it name the person first.
             * @enum {string}
             */
            linkedBy: "service" | "sign-in";
            /** @description Whether a token that proves it signs in as this person. */
            signsIn: boolean;
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            type: "user-id" | "email" | "phone" | "device-id";
            value: string;
        };
        /** @description A choice that another system kept. */
        ImportedConsent: {
            /** @description Goes with `givenBy: authorised-agent`. */
            agent?: components["schemas"]["Agent"];
            /**
             * Format: date-time
             * @description When the person said it.
             */
            at: string;
            givenBy?: components["schemas"]["ConsentGiver"];
            /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
            locale?: string;
            /** @description How the person said it. */
            method?: string;
            /** @description What was shown. Without a notice in force a consent is `unproven`, which permits nothing. */
            notice?: components["schemas"]["NoticeReference"];
            /** @description A purpose that the policy declares. */
            purpose: string;
            /** @description The system that kept it: `crm-2024`. */
            source: string;
            state: components["schemas"]["ConsentChoice"];
            subject: components["schemas"]["Identifier"];
        };
        /** @description A security incident that concerns personal data. */
        Incident: {
            /** @description Absent before the first search for them. */
            affected?: components["schemas"]["AffectedPeopleCount"];
            alsoKinds?: components["schemas"]["IncidentKind"][];
            assessment?: {
                answers: {
                    /** @enum {string} */
                    controller: "ordinary" | "sensitive";
                    /** @enum {string} */
                    identification: "impossible" | "difficult" | "easy";
                    /** @enum {string} */
                    likelihood: "unlikely" | "possible" | "likely";
                    /** @enum {string} */
                    number: "one" | "few" | "many";
                    /** @enum {string} */
                    people: "no-special" | "vulnerable";
                    /** @enum {string} */
                    sensitivity: "public" | "ordinary" | "revealing" | "special-category";
                    /** @enum {string} */
                    severity: "negligible" | "limited" | "significant" | "severe";
                    /** @enum {string} */
                    volume: "little" | "much";
                };
                at: string;
                /** @enum {string} */
                proposed: "none" | "risk" | "high-risk";
                reasons: string;
                /** @enum {string} */
                risk: "none" | "risk" | "high-risk";
            };
            /** Format: date-time */
            awareAt: string;
            /**
             * @description `assumed`: no one has said when; clocks run from when it was noticed.
             * @enum {string}
             */
            awareness: "recorded" | "assumed";
            categories: string[];
            /** @description Due dates under each law that applies. */
            clocks: components["schemas"]["IncidentDuty"][];
            /** Format: date-time */
            closedAt?: string;
            /** @description Requests of people who complained about it. */
            complaints: string[];
            /** @description How many there are, and which. */
            containments: {
                failed: number;
                inForce: number;
                /** @description Each of them, newest first. */
                items: components["schemas"]["Containment"][];
                undone: number;
            };
            decisions: {
                at: string;
                /** @enum {string} */
                duty: "authority" | "authority-final" | "authority-supplement" | "subjects" | "assessment" | "possible-leak" | "cert-in" | "processor";
                ground?: string;
                jurisdiction: string;
                /** @enum {string} */
                outcome: "notify" | "do-not-notify";
                publicCommunication?: string;
                reasons: string;
            }[];
            delays: {
                /** @enum {string} */
                duty: "authority" | "authority-final" | "authority-supplement" | "subjects" | "assessment" | "possible-leak" | "cert-in" | "processor";
                jurisdiction: string;
                reasons: string;
            }[];
            description: string;
            /** @description The burst of events that opened it, and what joined. Its `events` may be a quarter of an hour old. */
            detected?: {
                detection: string;
                eventIds: string[];
                events: number;
                firstAt: string;
                lastAt: string;
                principals: string[];
                resources: string[];
            };
            /** Format: date-time */
            determinedAt?: string;
            effects?: string;
            /** Format: uuid */
            incidentId: string;
            informed: {
                at: string;
                /** @enum {string} */
                duty: "authority" | "authority-final" | "authority-supplement" | "subjects" | "assessment" | "possible-leak" | "cert-in" | "processor";
                jurisdiction: string;
                /** @enum {string} */
                phase: "preliminary" | "ongoing" | "concluding";
                reference?: string;
            }[];
            /** @description Laws that staff have named. */
            jurisdictions: string[];
            kind: components["schemas"]["IncidentKind"];
            measures: {
                /** @enum {string} */
                status: "planned" | "taken";
                text: string;
            }[];
            /** Format: date-time */
            noticedAt: string;
            /** @description See `/notices`. */
            notices: {
                /** @enum {string} */
                audience: "authority" | "people";
                /** Format: uuid */
                noticeId: string;
                /** @enum {string} */
                state: "prepared" | "approved" | "sending" | "sent" | "failed";
            }[];
            /** Format: date-time */
            occurredFrom?: string;
            /** Format: date-time */
            occurredTo?: string;
            /** Format: date-time */
            openedAt: string;
            /**
             * @description Of the information that is given: GDPR Art. 33(4).
             * @enum {string}
             */
            phase: "preliminary" | "ongoing" | "concluding";
            /**
             * @description As staff have assessed it.
             * @enum {string}
             */
            risk?: "none" | "risk" | "high-risk";
            /** @enum {string} */
            source: "staff" | "service" | "detection" | "complaint";
            state: components["schemas"]["IncidentState"];
            /** @description The newest events; not more than 100. */
            timeline: components["schemas"]["IncidentEvent"][];
            title: string;
        };
        IncidentChange: {
            /** @description What it violates as well: EDPB Guidelines 9/2022, paragraph 17. */
            alsoKinds?: components["schemas"]["IncidentKind"][];
            assessment?: components["schemas"]["NewRiskAssessment"];
            /**
             * Format: date-time
             * @description When you had a reasonable degree of certainty that personal data is affected: clocks run from here.
             */
            awareAt?: string;
            /** @description Data that is affected. */
            categories?: string[];
            /** @description Each replaces that on the same duty. */
            decisions?: components["schemas"]["NewBreachDecision"][];
            /** @description Why information is late: GDPR Art. 33(1). */
            delays?: {
                duty: components["schemas"]["BreachDuty"];
                /** @description A law that the policy uses: an id of jurisdictions.yaml. */
                jurisdiction: string;
                /** @description Why. Name no person: who is affected is stored apart, where an erasure finds it. */
                reasons: string;
            }[];
            /** @description What happened. Name no person: who is affected is stored apart, where an erasure finds it. */
            description?: string;
            /** @description When it was established that the breach occurred, where a law counts from there. */
            determinedAt?: string | null;
            /** @description What the breach has led to. Name no person: who is affected is stored apart, where an erasure finds it. */
            effects?: string | null;
            /** @description Added to what was given before. */
            informed?: components["schemas"]["NewBreachInformation"][];
            /** @description Laws that apply besides those of affected people and of your establishment. */
            jurisdictions?: string[];
            /** @description What the incident violates most. */
            kind?: components["schemas"]["IncidentKind"];
            /** @description Measures taken or proposed; replaces the list. */
            measures?: {
                /** @enum {string} */
                status: "planned" | "taken";
                /** @description Name no person: who is affected is stored apart, where an erasure finds it. */
                text: string;
            }[];
            /** @description For the timeline alone. Name no person: who is affected is stored apart, where an erasure finds it. */
            note?: string;
            /**
             * Format: date-time
             * @description When it was first noticed.
             */
            noticedAt?: string;
            occurredFrom?: string | null;
            occurredTo?: string | null;
            /** @enum {string} */
            phase?: "preliminary" | "ongoing" | "concluding";
            /** @description `closed` needs every clock met, or decided against, and containments undone or in `stayInForce`. */
            state?: components["schemas"]["IncidentState"];
            /** @description With `closed`: ids of containments that stay in force, such as that of a client which is revoked for good. They can be undone later. */
            stayInForce?: string[];
            /** @description Without e-mail addresses and telephone numbers. Name no person: who is affected is stored apart, where an erasure finds it. */
            title?: string;
        };
        IncidentClock: {
            /**
             * @description The facts of an applicable law were not reviewed: they are advisory.
             * @constant
             */
            advisory?: true;
            /** Format: date-time */
            dueAt?: string;
            duty: components["schemas"]["BreachDuty"];
            /**
             * @description No public holidays are configured for the year: weekends only were regarded.
             * @constant
             */
            holidaysUnknown?: true;
            jurisdiction: components["schemas"]["Jurisdiction"];
            /**
             * @description Met after it was due.
             * @constant
             */
            late?: true;
            /** Format: date-time */
            metAt?: string;
            /**
             * @description The law names no last hour: it is your target, or 72 hours.
             * @constant
             */
            ownTarget?: true;
            /** @description The article. */
            reference: string;
            /** Format: date-time */
            startedAt?: string;
            /**
             * @description `waiting`: what it runs from, such as the assessment, has not happened.
             * @enum {string}
             */
            state: "waiting" | "running" | "met" | "decided-against" | "overdue";
            /**
             * @description The article was not read in its source.
             * @constant
             */
            unverified?: true;
        };
        IncidentDuty: {
            /**
             * @description The facts of an applicable law were not reviewed: they are advisory.
             * @constant
             */
            advisory?: true;
            /** Format: date-time */
            dueAt?: string;
            duty: components["schemas"]["BreachDuty"];
            /** @description Grounds of the law against the duty: `ground` of a decision. */
            grounds: {
                code: string;
                /** @description Where the law says so. */
                reference?: string;
            }[];
            /**
             * @description No public holidays are configured for the year: weekends only were regarded.
             * @constant
             */
            holidaysUnknown?: true;
            jurisdiction: components["schemas"]["Jurisdiction"];
            /**
             * @description Met after it was due.
             * @constant
             */
            late?: true;
            /** Format: date-time */
            metAt?: string;
            /**
             * @description The law names no last hour: it is your target, or 72 hours.
             * @constant
             */
            ownTarget?: true;
            /** @description The article. */
            reference: string;
            /** Format: date-time */
            startedAt?: string;
            /**
             * @description `waiting`: what it runs from, such as the assessment, has not happened.
             * @enum {string}
             */
            state: "waiting" | "running" | "met" | "decided-against" | "overdue";
            /**
             * @description The article was not read in its source.
             * @constant
             */
            unverified?: true;
        };
        IncidentEvent: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            by: "staff" | "service" | "system";
            /** @description Codes, counts and reasons, depending on the kind. */
            codes: {
                readonly kinds: ("confidentiality" | "integrity" | "availability")[];
                /** @enum {string} */
                source: "staff" | "service" | "detection" | "complaint";
            } | {
                readonly fields: string[];
            } | {
                /** @enum {string} */
                from: "open" | "assessing" | "notifying" | "closed";
                /** @enum {string} */
                to: "open" | "assessing" | "notifying" | "closed";
            } | {
                /** @enum {string} */
                from: "preliminary" | "ongoing" | "concluding";
                /** @enum {string} */
                to: "preliminary" | "ongoing" | "concluding";
            } | {
                /** @enum {string} */
                proposed: "none" | "risk" | "high-risk";
                reasons: string;
                /** @enum {string} */
                risk: "none" | "risk" | "high-risk";
            } | {
                /** @enum {string} */
                duty: "authority" | "authority-final" | "authority-supplement" | "subjects" | "assessment" | "possible-leak" | "cert-in" | "processor";
                ground?: string;
                jurisdiction: string;
                /** @enum {string} */
                outcome: "notify" | "do-not-notify";
                reasons: string;
            } | {
                /** @enum {string} */
                duty: "authority" | "authority-final" | "authority-supplement" | "subjects" | "assessment" | "possible-leak" | "cert-in" | "processor";
                jurisdiction: string;
            } | {
                at: string;
                /** @enum {string} */
                duty: "authority" | "authority-final" | "authority-supplement" | "subjects" | "assessment" | "possible-leak" | "cert-in" | "processor";
                jurisdiction: string;
                /** @enum {string} */
                phase: "preliminary" | "ongoing" | "concluding";
            } | {
                /** @enum {string} */
                duty: "authority" | "authority-final" | "authority-supplement" | "subjects" | "assessment" | "possible-leak" | "cert-in" | "processor";
                jurisdiction: string;
                reasons: string;
            } | {
                events: number;
                /** @enum {string} */
                source: "staff" | "service" | "detection" | "complaint";
            } | {
                readonly categories: string[];
                detection: string;
                /** @enum {string} */
                kind: "confidentiality" | "integrity" | "availability";
                occurredAt: string;
                /** Format: uuid */
                reportId: string;
                text: string;
            } | {
                dueAt: string;
                /** @enum {string} */
                duty: "authority" | "authority-final" | "authority-supplement" | "subjects" | "assessment" | "possible-leak" | "cert-in" | "processor";
                jurisdiction: string;
            } | {
                dueAt: string;
                /** @enum {string} */
                duty: "authority" | "authority-final" | "authority-supplement" | "subjects" | "assessment" | "possible-leak" | "cert-in" | "processor";
                jurisdiction: string;
            } | {
                text: string;
            } | {
                action: string;
                /** Format: uuid */
                containmentId: string;
            } | {
                action: string;
                /** Format: uuid */
                containmentId: string;
                reason: string;
            } | {
                action: string;
                /** Format: uuid */
                containmentId: string;
            } | {
                readonly containmentIds: string[];
            } | {
                by: string;
                people: number;
                unknown: number;
            } | {
                /** @enum {string} */
                audience: "authority" | "people";
                jurisdiction?: string;
                /** Format: uuid */
                noticeId: string;
            } | {
                /** @enum {string} */
                audience: "authority" | "people";
                /** Format: uuid */
                noticeId: string;
            } | {
                /** @enum {string} */
                audience: "authority" | "people";
                failed: number;
                /** Format: uuid */
                noticeId: string;
                sent: number;
            };
            /** Format: uuid */
            eventId: string;
            kind: components["schemas"]["IncidentEventKind"];
        };
        /** @enum {string} */
        IncidentEventKind: "opened" | "changed" | "state-changed" | "phase-changed" | "assessed" | "decided" | "decision-ended" | "informed" | "delay-explained" | "source-counted" | "reported" | "clock-due-soon" | "clock-overdue" | "noted" | "containment-applied" | "containment-failed" | "containment-undone" | "containments-left" | "affected-counted" | "notice-prepared" | "notice-approved" | "notice-sent";
        /** @enum {string} */
        IncidentKind: "confidentiality" | "integrity" | "availability";
        IncidentList: {
            items: components["schemas"]["IncidentSummary"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
        };
        IncidentNotice: {
            /** Format: date-time */
            approvedAt?: string;
            /** @enum {string} */
            audience: "authority" | "people";
            /** @description Of what it says, hex. Approve with it: an approved text never changes. */
            contentSha256: string;
            /** @description To people. Who they are: `GET .../affected?noticeId=...&delivery=...`. Art. 34(3)(c) is for those without an address. */
            counts?: {
                /** @description The message came back: inform them in another way. */
                bounced: number;
                /** @description Of `informed`: the person called the message unwanted. */
                complained: number;
                /** @description Erased meanwhile: they cannot be written to. */
                erased: number;
                /** @description A message went out to them, and did not come back. */
                informed: number;
                /** @description Nothing to write to: inform them in another way. */
                noAddress: number;
                /** @description No mail reaches their address: inform them in another way. */
                rejected: number;
                /** @description A message was sent, without an answer yet. */
                uncertain: number;
            };
            /** Format: date-time */
            endedAt?: string;
            /** @description Language of people whose language has no text. */
            fallback?: string;
            /** @description To an authority: GDPR Art. 33(3). `notYetKnown` names what follows in phases. As `text/html`: a page to print. */
            form?: {
                /** @constant */
                advisory?: true;
                categories: {
                    id: string;
                    title: string;
                }[];
                consequences?: string;
                controller: {
                    address: string;
                    contact: string;
                    name: string;
                    privacyOfficer: string;
                };
                delayReasons?: string;
                /** Format: date-time */
                dueAt?: string;
                jurisdiction: string;
                late: boolean;
                measures?: string;
                nature: {
                    /** Format: date-time */
                    awareAt: string;
                    description: string;
                    kinds: ("confidentiality" | "integrity" | "availability")[];
                    /** Format: date-time */
                    noticedAt: string;
                    /** Format: date-time */
                    occurredFrom?: string;
                    /** Format: date-time */
                    occurredTo?: string;
                    title: string;
                };
                notYetKnown: ("categories" | "people" | "records" | "consequences" | "measures" | "occurred")[];
                people?: {
                    approximately: number;
                    complete: boolean;
                    here: number;
                };
                /** @enum {string} */
                phase: "preliminary" | "ongoing" | "concluding";
                records?: number;
                reference: string;
                threshold?: string;
            };
            /** Format: uuid */
            noticeId: string;
            /** Format: date-time */
            preparedAt: string;
            /** @description To people: the mail in each language. */
            preview?: {
                [key: string]: {
                    subject: string;
                    text: string;
                };
            };
            /**
             * @description `approved`: to an authority, submit it as the authority asks for; to people, sending begins.
             * @enum {string}
             */
            state: "prepared" | "approved" | "sending" | "sent" | "failed";
        };
        IncidentNoticeList: {
            items: components["schemas"]["IncidentNotice"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
        };
        IncidentReport: {
            /** @description Data that is affected. */
            categories?: string[];
            /** @description What happened. Name no person: who is affected is stored apart, where an erasure finds it. */
            description: string;
            /** @description What your program noticed. Reports of one are one incident while each is within a day of another. After 5 incidents of your client in an hour, reports join the newest. */
            detection: string;
            kind: components["schemas"]["IncidentKind"];
            /**
             * Format: date-time
             * @description Now when absent.
             */
            occurredAt?: string;
            /** @description Without e-mail addresses and telephone numbers. Name no person: who is affected is stored apart, where an erasure finds it. */
            title: string;
        };
        /** @description A service does not read incidents. */
        IncidentReportAccepted: {
            /** Format: uuid */
            reportId: string;
        };
        /** @enum {string} */
        IncidentState: "open" | "assessing" | "notifying" | "closed";
        IncidentSummary: {
            /** @description Absent before the first search for them. */
            affected?: components["schemas"]["AffectedPeopleCount"];
            alsoKinds?: components["schemas"]["IncidentKind"][];
            /** Format: date-time */
            awareAt: string;
            /**
             * @description `assumed`: no one has said when; clocks run from when it was noticed.
             * @enum {string}
             */
            awareness: "recorded" | "assumed";
            categories: string[];
            /** @description Due dates under each law that applies. */
            clocks: components["schemas"]["IncidentClock"][];
            /** Format: date-time */
            closedAt?: string;
            description: string;
            /** Format: date-time */
            determinedAt?: string;
            effects?: string;
            /** Format: uuid */
            incidentId: string;
            kind: components["schemas"]["IncidentKind"];
            measures: {
                /** @enum {string} */
                status: "planned" | "taken";
                text: string;
            }[];
            /** Format: date-time */
            noticedAt: string;
            /** Format: date-time */
            occurredFrom?: string;
            /** Format: date-time */
            occurredTo?: string;
            /** Format: date-time */
            openedAt: string;
            /**
             * @description Of the information that is given: GDPR Art. 33(4).
             * @enum {string}
             */
            phase: "preliminary" | "ongoing" | "concluding";
            /**
             * @description As staff have assessed it.
             * @enum {string}
             */
            risk?: "none" | "risk" | "high-risk";
            /** @enum {string} */
            source: "staff" | "service" | "detection" | "complaint";
            state: components["schemas"]["IncidentState"];
            title: string;
        };
        InformationByStaff: {
            /**
             * Format: date-time
             * @description When the person was informed; now when absent.
             */
            at?: string;
            /** @description Data categories of which the person was informed. When absent: those whose data had been obtained by then; an information from before another that is recorded covers nothing that was stored after that one. */
            categories?: string[];
            /** @description Recipient of the policy from which the data was obtained. */
            recipient: string;
            /**
             * Format: uuid
             * @description As the list of those who were not informed has it.
             */
            subjectId: string;
        };
        /** @description GDPR Art. 14: what the person was informed of. */
        InformedSource: {
            categories: components["schemas"]["ObtainedCategory"][];
            recipient: string;
        };
        /** @description Something went wrong on our side. */
        InternalErrorProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 500;
            title: string;
            /** @constant */
            type: "urn:custos:problem:internal-error";
        };
        /** @description The input does not fit the contract. */
        InvalidInputProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 422;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:invalid-input";
        };
        /** @description A problem document of one item. */
        ItemRefusal: {
            detail?: string;
            errors?: {
                message: string;
                pointer: string;
            }[];
            status: number;
            title: string;
            type: string;
        };
        /** @description Whose law applies to the person: an id of the jurisdictions that the policy knows. */
        Jurisdiction: string;
        /** @description Whether dates and rights of the law were checked, or are for orientation. */
        LawStanding: {
            /**
             * Format: date
             * @description When it was checked for the controller.
             */
            reviewedOn?: string;
            /** @enum {string} */
            standing: "active" | "advisory";
            /** @enum {string} */
            why?: "not-reviewed" | "orientation-only";
        };
        LedgerEntry: {
            /** Format: date-time */
            at: string;
            /** @description The content of the entry: codes, counts and hashes, depending on the type. */
            codes: {
                noticeVersion?: string;
                purpose: string;
                state: string;
            } | {
                purpose: string;
            } | {
                category?: string;
                purpose: string;
                reason: string;
                recipient?: string;
            } | {
                categories: "all" | string[];
                purpose: string;
                recipient: string;
            } | {
                /** @enum {string} */
                by: "subject" | "privacy-team";
                category: string;
            } | {
                /** @enum {string} */
                by: "subject" | "privacy-team";
                category: string;
            } | {
                kid?: string;
            } | {
                table: string;
            } | {
                category: string;
            } | {
                changed: number;
                deleted: number;
                /** @enum {string} */
                of: "person" | "everybody";
                seen: number;
            } | {
                categories: "all" | string[];
            } | {
                categories: "all" | string[];
            } | {
                categories?: "all" | string[];
                purposes: "all" | string[];
            } | {
                channel?: string;
                jurisdiction: string;
                kind: string;
            } | {
                from: string;
                kind: string;
                to: string;
            } | {
                kind: string;
            } | {
                classes: number;
                readonly withheldGrounds: ("legal-obligation" | "legal-claims" | "public-interest-task")[];
            } | {
                keys: number;
                readonly kids: string[];
            } | {
                objects: number;
                rows: number;
            } | {
                certificateSha256: string;
                residual: number;
            } | {
                certificateSha256: string;
                erasedCertificateSha256: string;
            } | {
                rows: number;
                readonly tables: string[];
            } | {
                limit: number;
                people: number;
            } | {
                hours: number;
            } | {
                /** @enum {string} */
                by: "service" | "subject";
            } | {
                assurance: string;
                /** @enum {string} */
                by: "service" | "sign-in";
                type: string;
            } | {
                /** @enum {string} */
                by: "service" | "subject" | "staff";
                /** @enum {string} */
                linkedBy: "service" | "sign-in";
                type: string;
            } | {
                /** Format: uuid */
                incidentId: string;
                kind: string;
                source: string;
            } | {
                fields: "all" | string[];
                /** Format: uuid */
                incidentId: string;
                to?: string;
            } | {
                duty: string;
                ground?: string;
                /** Format: uuid */
                incidentId: string;
                jurisdiction: string;
                /** @enum {string} */
                outcome: "notify" | "do-not-notify";
            } | {
                duty: string;
                /** Format: uuid */
                incidentId: string;
                jurisdiction: string;
            } | {
                by: string;
                /** Format: uuid */
                incidentId: string;
                people: number;
                unknown: number;
            } | {
                /** @enum {string} */
                audience: "authority" | "people";
                /** Format: uuid */
                incidentId: string;
                /** Format: uuid */
                noticeId: string;
            } | {
                failed: number;
                /** Format: uuid */
                incidentId: string;
                /** Format: uuid */
                noticeId: string;
                sent: number;
            } | {
                action: string;
                /** Format: uuid */
                containmentId: string;
                /** Format: uuid */
                incidentId: string;
            } | {
                action: string;
                /** Format: uuid */
                containmentId: string;
                /** Format: uuid */
                incidentId: string;
            } | {
                /** Format: uuid */
                modelId: string;
                riskClass?: string;
                sets: number;
            } | {
                /** @enum {string} */
                by: "service" | "staff";
                from: string;
                lifted?: "all" | string[];
                /** Format: uuid */
                modelId: string;
                to: string;
            } | {
                departures: number;
                measure: string;
                /** Format: uuid */
                modelId: string;
            } | {
                measure: string;
                microEpsilon: number;
                period: string;
            } | {
                measure: string;
                period: string;
                reason: string;
            } | {
                categories: "all" | string[];
                purpose: string;
                /** Format: uuid */
                setId: string;
            } | {
                excluded: number;
                manifestSha256?: string;
                people: number;
                purpose: string;
                records: number;
                /** Format: uuid */
                setId: string;
                state: string;
            } | {
                breached: number;
                period: string;
                system: string;
            } | {
                metrics: "all" | string[];
                period: string;
                system: string;
            } | {
                period: string;
                state: string;
                system: string;
            } | {
                from?: string;
                to: string;
            } | {
                /** @enum {string} */
                by: "service" | "staff";
                recipient: string;
            } | {
                readonly settings: string[];
            } | {
                route: string;
                /** @enum {string} */
                shown?: "identity" | "content";
            } | {
                route: string;
            };
            /** @description Binds the entry to a person without naming them; only their secret verifies it. */
            commitment?: string;
            /** Format: uuid */
            entryId: string;
            /** @description The number of the entry in the tree; a new entry has none for a minute or two. */
            index?: number;
            /** @description `sha256:` and the content hash of the policy that applied. */
            policyVersion: string;
            type: components["schemas"]["LedgerEntryType"];
        };
        /** @enum {string} */
        LedgerEntryType: "consent.recorded" | "signal.conflict" | "decision.denied" | "disclosure.recorded" | "record.corrected" | "record.deleted" | "key.unexplained-destruction" | "retention.unexplained-deletion" | "retention.restored" | "retention.swept" | "hold.placed" | "hold.released" | "restriction.changed" | "request.received" | "request.changed" | "request.download-linked" | "erasure.planned" | "erasure.keys-destroyed" | "erasure.purged" | "erasure.certified" | "erasure.final" | "erasure.residue-found" | "erasures.paused" | "erasures.resumed" | "subject.registered" | "identity.linked" | "identity.removed" | "incident.opened" | "incident.changed" | "incident.decided" | "incident.clock-overdue" | "incident.affected-counted" | "incident.notice-approved" | "incident.people-informed" | "containment.applied" | "containment.undone" | "model.registered" | "model.changed" | "model.measure-planned" | "aggregate.released" | "aggregate.withheld" | "training-set.requested" | "training-set.built" | "fairness.reported" | "fairness.threshold-breached" | "fairness.reviewed" | "policy.changed" | "source.informed" | "settings.changed" | "staff.read" | "staff.acted";
        LedgerProof: {
            /** @description A signed note, as `GET /v1/ledger/checkpoint` returned it at this size. */
            checkpoint: string;
            /** @description Base64, from the leaf to the root. */
            readonly hashes: string[];
            index: number;
            /** @description Base64 of the entry as canonical JSON (RFC 8785), without `index`. */
            leaf: string;
            /** @description Of the checkpoint. */
            treeSize: number;
        };
        /**
         * @description A ground of GDPR Art. 6(1), or a model of the CCPA: notice, opt-out.
         * @enum {string}
         */
        LegalBasis: "consent" | "contract" | "legal-obligation" | "vital-interests" | "public-task" | "legitimate-interests" | "notice" | "opt-out";
        LinkedMedia: {
            /** @description Of the file as it is stored. */
            bytes: number;
            /** @enum {string} */
            contentType: "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/heic" | "image/avif" | "video/mp4" | "video/quicktime" | "video/webm" | "audio/mp4";
            /** @description Opens the file for 15 minutes, while the purpose stays permitted. */
            link?: {
                /** Format: date-time */
                expiresAt: string;
                /** @description Relative to the address of the API; it needs no token. */
                url: string;
            };
            /**
             * @description The purpose obliges to redact, and a file cannot be redacted.
             * @constant
             */
            noLinkBecause?: "redact";
            /** @description Of the file as it is stored, in hexadecimal; absent where there is no link, because the hash of a known picture says what it shows. */
            sha256?: string;
        };
        /** @description A notice without its text. */
        ListedNotice: {
            /** Format: date */
            effectiveFrom: string;
            id: string;
            locales: string[];
            /** @description Whether consents given before it need renewal. */
            material: boolean;
            purposes: string[];
            /** @description In a few plain sentences, in the best language. */
            summary?: string;
            title: string;
            /** @description First 16 hex digits of the hash of its texts. */
            version: string;
            /** @description Every version that was published; `GET /v1/notices/{id}/{version}` has its text. */
            versions: components["schemas"]["NoticeVersion"][];
        };
        MailPreview: {
            /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
            locale: string;
            subject: string;
            /** @description Which mail. */
            template: components["schemas"]["PreviewedMail"];
            /** @description As plain text. */
            text: string;
        };
        /** @enum {string} */
        MailReason: "no-sender" | "no-address" | "outdated" | "address-rejected" | "unanswered" | "not-accepted";
        /** @enum {string} */
        MailState: "queued" | "sending" | "sent" | "bounced" | "complained" | "failed" | "not-sent";
        /** @enum {string} */
        MailTemplate: "code" | "receipt" | "need-more" | "resumed" | "extension" | "outcome" | "download-ready" | "refusal" | "answer" | "restriction-lifting" | "restriction-continues" | "finality";
        /** @enum {string} */
        Mandate: "self-declared" | "signed" | "power-of-attorney";
        MandateCheck: {
            /** @description What you were shown. Needed where the request says `self-declared`; what it says when absent. */
            mandate?: components["schemas"]["ShownMandate"];
            /** @description What you were shown, stored encrypted. No copy of a document. */
            note?: string;
        };
        /** @enum {string} */
        MeasurementRefusal: "ask-controller" | "subject-unknown" | "subject-erased" | "purpose-unknown" | "model-unknown" | "model-not-approved" | "model-retired" | "processing-frozen" | "processing-restricted" | "storage-off" | "training-off" | "personalisation-off" | "unclassified" | "category-not-covered" | "no-legal-basis" | "special-category-condition-missing" | "responsible-person-needed" | "consent-unproven" | "consent-not-given" | "consent-refused" | "consent-withdrawn" | "consent-expired" | "consent-needs-renewal" | "opted-out" | "objection" | "retention-ended" | "invalid-input" | "period-closed" | "contribution-exhausted";
        Measures: {
            items: {
                /** @description By what it can be counted: `by`. */
                dimensions: string[];
                measure: string;
                /**
                 * @description How often it is published.
                 * @enum {string}
                 */
                period: "P1D" | "P1W" | "P1M";
                title: string;
            }[];
        };
        /** @description The file of a record, without what was taken out of it before it was stored. */
        Media: {
            /** @description Of the file as it is stored. */
            bytes: number;
            /** @enum {string} */
            contentType: "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/heic" | "image/avif" | "video/mp4" | "video/quicktime" | "video/webm" | "audio/mp4";
            /** @description Of the file as it is stored, in hexadecimal. */
            sha256: string;
        };
        Model: {
            /** @description People whose data it was trained on and who left since: the model is not deleted. */
            affectedBy: components["schemas"]["AffectedPeopleOfModel"][];
            annexXI?: components["schemas"]["AnnexXIFieldsOutput"];
            approval?: {
                /** Format: date-time */
                at: string;
                /**
                 * @description The role of who approved it.
                 * @enum {string}
                 */
                by: "privacy-team";
                exception?: {
                    lifted: components["schemas"]["HoldingReason"][];
                    reason: string;
                };
            };
            assessment?: components["schemas"]["ModelAssessmentOutput"];
            card?: components["schemas"]["ModelCardFieldsOutput"];
            /** Format: date-time */
            changedAt: string;
            evaluation?: components["schemas"]["EvaluationResultOutput"][];
            /** Format: date */
            excludedUntil?: string;
            /** @description Every step, the first one first. */
            history: {
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                by: "service" | "staff";
                state: components["schemas"]["ModelState"];
            }[];
            /** @description What holds an approval back now; empty for a model that was approved. */
            holding: components["schemas"]["HoldingReason"][];
            /** @description What the model is for. Name no person: cards are published. */
            intendedUse: string;
            /** @description What it is not for, and where it fails. Name no person: cards are published. */
            limits?: string;
            /** Format: uuid */
            modelId: string;
            name: string;
            /** @description Who provides the model, where it is not you. */
            provider?: string;
            /** Format: date-time */
            registeredAt: string;
            riskClass?: components["schemas"]["RiskClass"];
            state: components["schemas"]["ModelState"];
            systems: string[];
            title: string;
            /** @description Ids of the sets that the model is trained on; [] where it is on none of yours. */
            trainingSets: string[];
            version: string;
        };
        /** @description An impact assessment: GDPR Art. 35, AI Act Art. 27. */
        ModelAssessment: {
            /**
             * Format: date
             * @description When it was finished.
             */
            date: string;
            /** @description Where the impact assessment is. */
            reference: string;
        };
        /** @description An impact assessment: GDPR Art. 35, AI Act Art. 27. */
        ModelAssessmentOutput: {
            /**
             * Format: date
             * @description When it was finished.
             */
            date: string;
            /** @description Where the impact assessment is. */
            reference: string;
        };
        ModelCard: {
            annexXI?: components["schemas"]["AnnexXIFieldsOutput"];
            caveatsAndRecommendations: {
                /** @description People whose data the model was trained on and who left since. */
                affectedBy: {
                    /** Format: date */
                    date?: string;
                    /** @enum {string} */
                    measure?: "retrain-by" | "filter" | "none-possible";
                    /** @description `fewer than 5` where it is. */
                    people: number | "fewer than 5";
                    /** Format: date */
                    since: string;
                }[];
                /** @description What it is not for, and where it fails. Name no person: cards are published. */
                limits?: string;
                recommendations?: string;
            };
            ethicalConsiderations?: string;
            evaluationData?: {
                /** @description Which data it is, and where it comes from. */
                datasets?: string[];
                /** @description Why this data was chosen. */
                motivation?: string;
                /** @description How the data was prepared. */
                preprocessing?: string;
            };
            factors?: {
                /** @description Which of them are evaluated, and why. */
                evaluation?: string[];
                /** @description Groups, instruments and environments that matter. */
                relevant?: string[];
            };
            intendedUse: {
                /** @description What the model is for. Name no person: cards are published. */
                description: string;
                /** @description Uses that are out of scope. */
                outOfScope?: string[];
                /** @description Primary intended users. */
                users?: string[];
                /** @description Primary intended uses. */
                uses?: string[];
            };
            metrics?: {
                /** @description Measures of performance, and why they were chosen. */
                measures?: string[];
                /** @description Decision thresholds. */
                thresholds?: string;
                /** @description How uncertainty and variability are measured. */
                variation?: string;
            };
            modelDetails: {
                /** @description Algorithms, parameters, constraints of fairness, features. */
                approach?: string;
                /** Format: date-time */
                approvedAt?: string;
                assessment?: components["schemas"]["ModelAssessmentOutput"];
                /** @description How the model is cited. */
                citation?: string;
                /** @description Where to send questions: an address of a team, not of a person. */
                contact?: string;
                /**
                 * Format: date
                 * @description When the model was developed.
                 */
                date?: string;
                /** @description The organization that develops the model. */
                developer?: string;
                /**
                 * @description Approved by an exception of staff.
                 * @constant
                 */
                exceptional?: true;
                licence?: string;
                name: string;
                /** @description Who provides the model, where it is not you. */
                provider?: string;
                /** Format: date-time */
                registeredAt: string;
                /** @description Papers and other sources. */
                resources?: string[];
                riskClass?: components["schemas"]["RiskClass"];
                state: components["schemas"]["ModelState"];
                title: string;
                /** @description What kind of model it is. */
                type?: string;
                version: string;
            };
            quantitativeAnalyses: {
                fairness?: {
                    /** @description Thresholds that it breached. */
                    breached?: string[];
                    /**
                     * @description All groups are too small, or not known: no threshold was compared.
                     * @constant
                     */
                    compared?: false;
                    /** @description Of its last report; absent where none is. */
                    period?: string;
                    system: string;
                }[];
                /** @description Results for factors together. */
                intersectional?: string;
                results?: components["schemas"]["EvaluationResultOutput"][];
                /** @description Results for each factor alone. */
                unitary?: string;
            };
            trainingData: {
                /** @description Which data it is, and where it comes from. */
                datasets?: string[];
                /** @description Why this data was chosen. */
                motivation?: string;
                /** @description How the data was prepared. */
                preprocessing?: string;
                sets: components["schemas"]["TrainingSetOfCard"][];
            };
            /** Format: date-time */
            writtenAt: string;
        };
        /** @description Sections of Mitchell et al. 2019 (Model Cards for Model Reporting). Name no person: cards are published. */
        ModelCardFields: {
            caveatsAndRecommendations?: string;
            ethicalConsiderations?: string;
            evaluationData?: {
                /** @description Which data it is, and where it comes from. */
                datasets?: string[];
                /** @description Why this data was chosen. */
                motivation?: string;
                /** @description How the data was prepared. */
                preprocessing?: string;
            };
            factors?: {
                /** @description Which of them are evaluated, and why. */
                evaluation?: string[];
                /** @description Groups, instruments and environments that matter. */
                relevant?: string[];
            };
            intendedUse?: {
                /** @description Uses that are out of scope. */
                outOfScope?: string[];
                /** @description Primary intended users. */
                users?: string[];
                /** @description Primary intended uses. */
                uses?: string[];
            };
            metrics?: {
                /** @description Measures of performance, and why they were chosen. */
                measures?: string[];
                /** @description Decision thresholds. */
                thresholds?: string;
                /** @description How uncertainty and variability are measured. */
                variation?: string;
            };
            modelDetails?: {
                /** @description Algorithms, parameters, constraints of fairness, features. */
                approach?: string;
                /** @description How the model is cited. */
                citation?: string;
                /** @description Where to send questions: an address of a team, not of a person. */
                contact?: string;
                /**
                 * Format: date
                 * @description When the model was developed.
                 */
                date?: string;
                /** @description The organization that develops the model. */
                developer?: string;
                licence?: string;
                /** @description Papers and other sources. */
                resources?: string[];
                /** @description What kind of model it is. */
                type?: string;
            };
            quantitativeAnalyses?: {
                /** @description Results for factors together. */
                intersectional?: string;
                /** @description Results for each factor alone. */
                unitary?: string;
            };
            /** @description Beside `trainingSets`. */
            trainingData?: {
                /** @description Which data it is, and where it comes from. */
                datasets?: string[];
                /** @description Why this data was chosen. */
                motivation?: string;
                /** @description How the data was prepared. */
                preprocessing?: string;
            };
        };
        /** @description Sections of Mitchell et al. 2019 (Model Cards for Model Reporting). Name no person: cards are published. */
        ModelCardFieldsOutput: {
            caveatsAndRecommendations?: string;
            ethicalConsiderations?: string;
            evaluationData?: {
                /** @description Which data it is, and where it comes from. */
                datasets?: string[];
                /** @description Why this data was chosen. */
                motivation?: string;
                /** @description How the data was prepared. */
                preprocessing?: string;
            };
            factors?: {
                /** @description Which of them are evaluated, and why. */
                evaluation?: string[];
                /** @description Groups, instruments and environments that matter. */
                relevant?: string[];
            };
            intendedUse?: {
                /** @description Uses that are out of scope. */
                outOfScope?: string[];
                /** @description Primary intended users. */
                users?: string[];
                /** @description Primary intended uses. */
                uses?: string[];
            };
            metrics?: {
                /** @description Measures of performance, and why they were chosen. */
                measures?: string[];
                /** @description Decision thresholds. */
                thresholds?: string;
                /** @description How uncertainty and variability are measured. */
                variation?: string;
            };
            modelDetails?: {
                /** @description Algorithms, parameters, constraints of fairness, features. */
                approach?: string;
                /** @description How the model is cited. */
                citation?: string;
                /** @description Where to send questions: an address of a team, not of a person. */
                contact?: string;
                /**
                 * Format: date
                 * @description When the model was developed.
                 */
                date?: string;
                /** @description The organization that develops the model. */
                developer?: string;
                licence?: string;
                /** @description Papers and other sources. */
                resources?: string[];
                /** @description What kind of model it is. */
                type?: string;
            };
            quantitativeAnalyses?: {
                /** @description Results for factors together. */
                intersectional?: string;
                /** @description Results for each factor alone. */
                unitary?: string;
            };
            /** @description Beside `trainingSets`. */
            trainingData?: {
                /** @description Which data it is, and where it comes from. */
                datasets?: string[];
                /** @description Why this data was chosen. */
                motivation?: string;
                /** @description How the data was prepared. */
                preprocessing?: string;
            };
        };
        ModelChange: {
            annexXI?: components["schemas"]["AnnexXIFields"];
            assessment?: components["schemas"]["ModelAssessment"];
            card?: components["schemas"]["ModelCardFields"];
            evaluation?: components["schemas"]["EvaluationResult"][];
            /** @description With `approved`: lifts reasons that can be lifted. */
            exception?: {
                /** @description Why the model is approved all the same. Name no person: cards are published. */
                reason: string;
            };
            /**
             * Format: date
             * @description With or after `trained`: the last day up to which the training left out what the exclusions of its sets list.
             */
            excludedUntil?: string;
            /** @description What the model is for. Name no person: cards are published. */
            intendedUse?: string;
            /** @description What it is not for, and where it fails. Name no person: cards are published. */
            limits?: string;
            /** @description Of staff. */
            measure?: components["schemas"]["NewModelMeasure"];
            /** @description Who provides the model, where it is not you. */
            provider?: string;
            riskClass?: components["schemas"]["RiskClass"];
            /** @description The next state: one step at a time. */
            state?: components["schemas"]["ModelState"];
            /** @description Systems that the model serves, which `fairness` of the policy monitors: an approval needs a report on each. */
            systems?: string[];
            title?: string;
            /** @description Ids of the sets that the model is trained on; [] where it is on none of yours. */
            trainingSets?: string[];
        };
        ModelMeasure: {
            /** Format: date */
            date?: string;
            /** @enum {string} */
            kind: "retrain-by" | "filter" | "none-possible";
            /**
             * @description Its day has passed, and the model is in use.
             * @constant
             */
            overdue?: true;
            /** Format: date-time */
            plannedAt: string;
            reason?: string;
        };
        Models: {
            items: components["schemas"]["ModelSummary"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
        };
        /**
         * @description In this order; a model can be retired from every state, and is never deleted.
         * @enum {string}
         */
        ModelState: "planned" | "trained" | "approved" | "deployed" | "retired";
        ModelSummary: {
            /** Format: date-time */
            changedAt: string;
            /** Format: uuid */
            modelId: string;
            name: string;
            /** @description Who provides the model, where it is not you. */
            provider?: string;
            /** Format: date-time */
            registeredAt: string;
            riskClass?: components["schemas"]["RiskClass"];
            state: components["schemas"]["ModelState"];
            title: string;
            version: string;
        };
        MonitoredSystems: {
            items: {
                /** @description What its groups are formed by. */
                attributes: {
                    attribute: string;
                    /** @description Absent for residence and language. */
                    title?: string;
                }[];
                /**
                 * @description How often it is reported.
                 * @enum {string}
                 */
                period: "P1D" | "P1W" | "P1M" | "P1Y";
                system: string;
                title: string;
            }[];
        };
        NewAffectedSearch: {
            /** @constant */
            by: "subjects";
            /** @description People that you know of. Send longer lists in several calls: they add up. */
            subjects: (components["schemas"]["Identifier"] | {
                /**
                 * Format: uuid
                 * @description As a trail or a list of affected people names a person.
                 */
                subjectId: string;
            })[];
        } | {
            /** @constant */
            by: "category";
            /** @description Everybody with records of this category now. */
            category: string;
        } | {
            /** @constant */
            by: "window";
            /**
             * Format: date-time
             * @description Everybody with a record stored, or an activity entered, from then on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Inclusive.
             */
            to: string;
        } | {
            /** @constant */
            by: "key";
            /** @description Id of the key of a person, as CloudTrail has it in the encryption context. */
            kid: string;
        } | {
            /** @constant */
            by: "principal";
            /** @description ARN of an AWS principal that read data of people: everybody whose rows it read. */
            principal: string;
        };
        /** @description What a system decided about a person without a human, stored encrypted. */
        NewAutomatedDecision: {
            /**
             * Format: date-time
             * @description When it was decided.
             */
            at: string;
            /** @description How the system comes to an outcome; the policy explains its purposes. */
            logic?: string;
            /** @description What weighed most, in plain words, the most important first: GDPR Art. 15(1)(h). */
            mainFactors: string[];
            /** @description The model that took part, as `name/version`: rejected unless the register has it as approved or deployed. */
            model?: string;
            outcome: components["schemas"]["DecisionOutcome"];
            subject: components["schemas"]["Identifier"];
            /** @description The system that decided. */
            system: string;
        };
        NewBreachDecision: {
            duty: components["schemas"]["BreachDuty"];
            /** @description Why not: a code of `exceptions` of the law, or `not-a-breach`. */
            ground?: string;
            /** @description A law that the policy uses: an id of jurisdictions.yaml. */
            jurisdiction: string;
            /** @enum {string} */
            outcome: "notify" | "do-not-notify";
            /** @description How the public is informed instead: GDPR Art. 34(3)(c). */
            publicCommunication?: string;
            /** @description Why. Name no person: who is affected is stored apart, where an erasure finds it. */
            reasons: string;
        };
        NewBreachInformation: {
            /**
             * Format: date-time
             * @description When the information was given.
             */
            at: string;
            duty: components["schemas"]["BreachDuty"];
            /** @description A law that the policy uses: an id of jurisdictions.yaml. */
            jurisdiction: string;
            /**
             * @description The phase of the incident when absent.
             * @enum {string}
             */
            phase?: "preliminary" | "ongoing" | "concluding";
            /** @description What the authority calls it, such as a file number. Name no person: who is affected is stored apart, where an erasure finds it. */
            reference?: string;
        };
        /** @description A step that limits an incident. Each can be undone, apart from keys that a rotation has destroyed: undoing stops it while it runs. */
        NewContainment: {
            /** @constant */
            action: "freeze-processing";
            /**
             * @description Only say what would happen, with counts; nothing is changed.
             * @default false
             */
            dryRun: boolean;
            scope: "all" | {
                categories: string[];
            } | {
                subjects: (components["schemas"]["Identifier"] | {
                    /**
                     * Format: uuid
                     * @description As a trail or a list of affected people names a person.
                     */
                    subjectId: string;
                })[];
            };
        } | {
            /** @constant */
            action: "revoke-client";
            /**
             * @description Only say what would happen, with counts; nothing is changed.
             * @default false
             */
            dryRun: boolean;
            scope: {
                /** @description `client_id` of its tokens, or `sub` where they have none. */
                clientId: string;
                /** @description `iss` of its tokens: an issuer of services. */
                issuer: string;
            };
        } | {
            /** @constant */
            action: "quarantine-function";
            /**
             * @description Only say what would happen, with counts; nothing is changed.
             * @default false
             */
            dryRun: boolean;
            scope: {
                /** @description A function of Custos, such as `record-api`. */
                function: string;
            };
        } | {
            /** @constant */
            action: "rotate-keys";
            /**
             * @description Only say what would happen, with counts; nothing is changed.
             * @default false
             */
            dryRun: boolean;
            /** @description Up to 25 people, each by an identifier or a subjectId. */
            scope: {
                subjects: (components["schemas"]["Identifier"] | {
                    /**
                     * Format: uuid
                     * @description As a trail or a list of affected people names a person.
                     */
                    subjectId: string;
                })[];
            };
        };
        /** @description What is known now of a decision made before. */
        NewDecisionLabel: {
            /**
             * Format: uuid
             * @description What POST /v1/automated-decisions returned.
             */
            automatedDecisionId: string;
            /** @description What turned out to be right: whether the favourable outcome was. A later label replaces it. */
            label: boolean;
            subject: components["schemas"]["Identifier"];
        };
        NewDecisionLabels: {
            items: components["schemas"]["NewDecisionLabel"][];
        };
        /** @description Personal data that a recipient is given. Send it before the data. */
        NewDisclosure: {
            /**
             * Format: date-time
             * @description When the data is given; now when absent. The agreement covers that day and the day of the call.
             */
            at?: string;
            /** @description The categories of the data that the recipient gets. */
            categories: string[];
            /** @description The purpose for which the recipient gets the data. */
            purpose: string;
            /** @description A recipient that the policy declares. */
            recipient: string;
            /** @description An opaque reference of yours by which the recipient knows the data. Stored encrypted. */
            reference?: string;
            subject: components["schemas"]["Identifier"];
        };
        /** @description One disclosure, or `items` with up to 100. */
        NewDisclosures: {
            /**
             * Format: date-time
             * @description When the data is given; now when absent. The agreement covers that day and the day of the call.
             */
            at?: string;
            /** @description The categories of the data that the recipient gets. */
            categories?: string[];
            /** @description Several disclosures at once; then nothing beside it. */
            items?: components["schemas"]["NewDisclosure"][];
            /** @description The purpose for which the recipient gets the data. */
            purpose?: string;
            /** @description A recipient that the policy declares. */
            recipient?: string;
            /** @description An opaque reference of yours by which the recipient knows the data. Stored encrypted. */
            reference?: string;
            subject?: components["schemas"]["Identifier"];
        } & (unknown | unknown);
        NewHold: {
            /** @description What is kept; everything when absent. */
            categories?: string[];
            /** @description What the hold is for; stored encrypted, shown to staff only. */
            matter: string;
            subject: components["schemas"]["Identifier"];
        };
        NewIncident: {
            /** @description What it violates as well: EDPB Guidelines 9/2022, paragraph 17. */
            alsoKinds?: components["schemas"]["IncidentKind"][];
            /**
             * Format: date-time
             * @description When you had a reasonable degree of certainty that personal data is affected: clocks run from here.
             */
            awareAt: string;
            /** @description Data that is affected. */
            categories?: string[];
            /** @description What happened. Name no person: who is affected is stored apart, where an erasure finds it. */
            description: string;
            /** @description What the incident violates most. */
            kind: components["schemas"]["IncidentKind"];
            /**
             * Format: date-time
             * @description When it was first noticed.
             */
            noticedAt: string;
            /**
             * Format: date-time
             * @description When it began, as far as is known.
             */
            occurredFrom?: string;
            /**
             * Format: date-time
             * @description When it ended; absent while it goes on.
             */
            occurredTo?: string;
            /** @description Without e-mail addresses and telephone numbers. Name no person: who is affected is stored apart, where an erasure finds it. */
            title: string;
        };
        NewIncidentNotice: {
            /** @constant */
            audience: "authority";
            /** @description Likely consequences (GDPR Art. 33(3)(c)), else as the incident says. Name no person. */
            consequences?: string;
            /** @description Why it is late (GDPR Art. 33(1)), else as the incident says. Name no person. */
            delayReasons?: string;
            /** @description Id of a law of the policy that has a duty to inform an authority. */
            jurisdiction: string;
            /** @description Measures (GDPR Art. 33(3)(d)), else those of the incident. Name no person. */
            measures?: string;
            /** @description Approximate number of records. */
            records?: number;
        } | {
            /** @constant */
            audience: "people";
            /** @description Language of the text for people whose language has none; the language of the policy when absent. */
            fallback?: string;
            /** @description By language. Every language of the policy needs a text, or a fallback. */
            texts: {
                [key: string]: components["schemas"]["PeopleText"];
            };
        };
        NewInformation: {
            /**
             * Format: date-time
             * @description When the person was informed; now when absent.
             */
            at?: string;
            /** @description Data categories of which the person was informed. When absent: those whose data had been obtained by then; an information from before another that is recorded covers nothing that was stored after that one. */
            categories?: string[];
            /** @description Recipient of the policy from which the data was obtained. */
            recipient: string;
            subject: components["schemas"]["Identifier"];
        };
        /** @description One event of a person to be counted among many, in the period in which it arrives. */
        NewMeasurement: {
            /**
             * @description A declared value for each dimension of the measure: {model: assistant-1}.
             * @default {}
             */
            dimensions: {
                [key: string]: string;
            };
            /** @description A measure that the policy declares. */
            measure: string;
            subject: components["schemas"]["Identifier"];
            /** @description In whole units of the measure, where it has a value: it is limited to the declared range. */
            value?: number;
        };
        /** @description One measurement, or `items` with up to 100. */
        NewMeasurements: {
            dimensions?: {
                [key: string]: string;
            };
            /** @description Several measurements at once; then nothing beside it. */
            items?: components["schemas"]["NewMeasurement"][];
            /** @description A measure that the policy declares. */
            measure?: string;
            subject?: components["schemas"]["Identifier"];
            /** @description In whole units of the measure, where it has a value: it is limited to the declared range. */
            value?: number;
        } & (unknown | unknown);
        /** @description A file to store for purposes that are permitted. */
        NewMedia: {
            /** @description Exact length of the file. */
            bytes: number;
            /** @description A category of data that the policy declares. */
            category: string;
            /**
             * @description What the file is; the policy lists the types of each category.
             * @enum {string}
             */
            contentType: "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/heic" | "image/avif" | "video/mp4" | "video/quicktime" | "video/webm" | "audio/mp4";
            purposes: string[];
            /** @description SHA-256 of the file, in hexadecimal. */
            sha256: string;
            /** @description Where the file is from. Announce what you obtained from a recipient of the policy when you obtain it: the person has to be informed (GDPR Art. 14), which POST /v1/sources/informed records. */
            source?: string | {
                /** @description Recipient of the policy that the data was obtained from. */
                recipient: string;
            };
            subject: components["schemas"]["Identifier"];
        };
        NewModel: {
            annexXI?: components["schemas"]["AnnexXIFields"];
            assessment?: components["schemas"]["ModelAssessment"];
            card?: components["schemas"]["ModelCardFields"];
            evaluation?: components["schemas"]["EvaluationResult"][];
            /** @description What the model is for. Name no person: cards are published. */
            intendedUse: string;
            /** @description What it is not for, and where it fails. Name no person: cards are published. */
            limits?: string;
            name: string;
            /** @description Who provides the model, where it is not you. */
            provider?: string;
            riskClass?: components["schemas"]["RiskClass"];
            /**
             * @description `planned` when absent. Staff alone move a model further.
             * @enum {string}
             */
            state?: "planned" | "trained";
            /** @description Systems that the model serves, which `fairness` of the policy monitors: an approval needs a report on each. */
            systems?: string[];
            title: string;
            /** @description Ids of the sets that the model is trained on; [] where it is on none of yours. */
            trainingSets: string[];
            version: string;
        };
        /** @description What is done for those who left so far: train again, filter what comes out, or nothing that is possible. */
        NewModelMeasure: {
            /**
             * Format: date
             * @description Of `retrain-by`: its last day.
             */
            date?: string;
            /** @enum {string} */
            kind: "retrain-by" | "filter" | "none-possible";
            /** @description Needed for `none-possible`. Name no person: cards are published. */
            reason?: string;
        };
        /** @description Personal data to store. Content and source are stored encrypted. */
        NewRecord: {
            /** @description A category of data that the policy declares. */
            category: string;
            /**
             * Format: date-time
             * @description Now when absent.
             */
            collectedAt?: string;
            /** @description Any JSON value of at most 256 KiB as compact UTF-8. */
            content: unknown;
            /**
             * Format: uuid
             * @description Record of the same person that this one is made from: it ends with it at the latest.
             */
            derivedFrom?: string;
            purposes: string[];
            /** @description Where the data is from. Of data from a recipient `collectedAt` is when you obtained it, and the person has to be informed (GDPR Art. 14): record that with POST /v1/sources/informed. */
            source?: string | {
                /** @description Recipient of the policy that the data was obtained from. */
                recipient: string;
            };
            subject: components["schemas"]["Identifier"];
        };
        NewRiskAssessment: {
            /** @description The factors of EDPB Guidelines 9/2022, section IV.B. */
            answers: {
                /** @enum {string} */
                controller: "ordinary" | "sensitive";
                /** @enum {string} */
                identification: "impossible" | "difficult" | "easy";
                /** @enum {string} */
                likelihood: "unlikely" | "possible" | "likely";
                /** @enum {string} */
                number: "one" | "few" | "many";
                /** @enum {string} */
                people: "no-special" | "vulnerable";
                /** @enum {string} */
                sensitivity: "public" | "ordinary" | "revealing" | "special-category";
                /** @enum {string} */
                severity: "negligible" | "limited" | "significant" | "severe";
                /** @enum {string} */
                volume: "little" | "much";
            };
            /** @description Why. Name no person: who is affected is stored apart, where an erasure finds it. */
            reasons: string;
            /**
             * @description What you decide; the answers give a proposal.
             * @enum {string}
             */
            risk: "none" | "risk" | "high-risk";
        };
        NewTrainingSet: {
            /** @description Categories of the purpose. Those that take files cannot be in a set. */
            categories: string[];
            /**
             * Format: date-time
             * @description Records collected from then on.
             */
            from?: string;
            /** @description With `quasi`: the smallest group of people. */
            k?: number;
            /** @description With `sensitive`: different values of each in every group. */
            l?: number;
            /** @description A purpose that `trainingSets` of the policy names. */
            purpose: string;
            /** @description What could identify a person together with what others know. Then at least `k` people share every combination, or the set is rejected. */
            quasi?: string[];
            /** @description What must not follow from belonging to a group. */
            sensitive?: string[];
            /**
             * Format: date-time
             * @description Records collected before then.
             */
            to?: string;
        };
        /** @description Nothing was found here. */
        NotFoundProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 404;
            title: string;
            /** @constant */
            type: "urn:custos:problem:not-found";
        };
        /** @description A notice in one language. */
        Notice: {
            /** Format: date */
            effectiveFrom: string;
            id: string;
            locale: string;
            markdown: string;
            /** @description Whether consents given before it need renewal. */
            material: boolean;
            /** @description In a few plain sentences, in the best language. */
            summary?: string;
            /** @description First 16 hex digits of the hash of its texts. */
            version: string;
        };
        NoticeApproval: {
            /** @description As the notice that you have read shows it. */
            contentSha256: string;
        };
        /** @description The version of the notice that was shown. */
        NoticeReference: {
            id: string;
            version: string;
        };
        /** @description A newer notice has replaced this one. */
        NoticeSupersededProblem: {
            /** @description The notice to show to the person before they choose again. */
            current?: {
                id: string;
                version: string;
            };
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 409;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:notice-superseded";
        };
        NoticeVersion: {
            /** Format: date */
            effectiveFrom: string;
            inForce: boolean;
            locales: string[];
            /**
             * Format: date-time
             * @description When a deployment first brought it.
             */
            publishedAt: string;
            version: string;
        };
        /** @enum {string} */
        Obligation: "redact" | "shorten" | "do-not-disclose" | "human-review" | "aggregate-only";
        ObtainedCategory: {
            category: string;
            /**
             * Format: date
             * @description Absent where no law that applies names a period.
             */
            informBy?: string;
            /**
             * Format: date-time
             * @description Absent until the person is informed.
             */
            informedAt?: string;
            /**
             * Format: date-time
             * @description When the first of the data was obtained.
             */
            since: string;
        };
        OpenMeasurements: {
            category?: string;
            /**
             * Format: date-time
             * @description The end of the period: then it is counted among many, and deleted within hours.
             */
            countedAfter?: string;
            /**
             * Format: date-time
             * @description When it is deleted at the latest, counted or not.
             */
            expiresAt: string;
            measure: string;
            period: string;
            /** @description Absent where the policy measures it no longer. */
            purpose?: string;
            title: string;
        };
        OptOutSignal: {
            /**
             * @description That the request had `Sec-GPC: 1`. Its absence says nothing.
             * @constant
             */
            gpc: true;
            subject: components["schemas"]["Identifier"];
        };
        /**
         * @description How the request came in.
         * @enum {string}
         */
        OtherChannel: "letter" | "telephone" | "in-person" | "e-mail";
        OwnRecord: {
            category: string;
            /** Format: date-time */
            collectedAt: string;
            /** @description As it was stored; null where the record is a file. */
            content: unknown;
            /**
             * Format: uuid
             * @description Record that this one is made from.
             */
            derivedFrom?: string;
            /**
             * Format: date-time
             * @description From here on the record is gone. Absent where `keptBy` is there.
             */
            expiresAt?: string;
            /**
             * @description What keeps the record from deletion until that ends: no day is known.
             * @enum {string}
             */
            keptBy?: "legal-hold" | "restriction";
            /** @description Where the record is a file. */
            media?: components["schemas"]["Media"];
            /** @description Those that still have a basis for the record. */
            purposes: string[];
            /** Format: uuid */
            recordId: string;
            source?: components["schemas"]["RecordSource"];
        };
        /** @description The body is too large. */
        PayloadTooLargeProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 413;
            title: string;
            /** @constant */
            type: "urn:custos:problem:payload-too-large";
        };
        PeopleText: {
            /** @description What it may mean for the person: GDPR Art. 33(3)(c). Name no person. */
            consequences: string;
            /** @description Where the person learns more: GDPR Art. 33(3)(b). Name no person. */
            contact: string;
            /** @description What was done, and what the person can do: GDPR Art. 33(3)(d). Name no person. */
            measures: string;
            /** @description Subject of the mail. */
            subject: string;
            /** @description What happened, in plain words. Name no person. */
            whatHappened: string;
        };
        PersonOfRequest: {
            /** @description What the person is known by; nothing once they are erased. */
            identities: {
                /**
                 * @description Who vouches for it.
                 * @enum {string}
                 */
                assurance?: "service-asserted" | "service-verified" | "issuer-verified";
                issuer?: string;
                /** @description `email`, `user-id` ..., or `oidc` for a sign-in. */
                type: string;
                value: string;
            }[];
            /** @description ISO 3166, as the person states it, else as the service does. */
            residence?: string;
        };
        PolicyBasis: {
            basis: components["schemas"]["LegalBasis"];
            /**
             * @description Of GDPR Art. 9(2), for special categories.
             * @enum {string}
             */
            condition?: "explicit-consent" | "substantial-public-interest" | "legal-claims";
            /**
             * Format: date
             * @description Data collected before this day stays on the basis before.
             */
            effectiveFrom?: string;
            jurisdiction: string;
            /** @description The article of the law. */
            reference?: string;
        };
        PolicyChange: {
            /**
             * Format: date-time
             * @description When it was deployed.
             */
            at: string;
            /** @description Absent where the policy before cannot be compared: at the first deployment. */
            changes?: components["schemas"]["PolicyChangeReport"][];
            /** @description The policy before; absent at the first deployment. */
            from?: string;
            /** @description `sha256:` and the content hash of the policy that applied. */
            to: string;
        };
        PolicyChangeReport: {
            /** @enum {string} */
            section: "Use" | "Retention" | "Notices and consents" | "Recipients" | "Systems" | "Measures" | "Fairness" | "Requests" | "Mail" | "Texts" | "Models" | "Settings and age" | "Law" | "Sign-in" | "Details";
            /**
             * @description What it takes from the people concerned; absent where it takes nothing.
             * @enum {string}
             */
            widening?: "wider-use" | "longer-retention" | "weaker-consent" | "weaker-gate" | "fewer-safeguards" | "fewer-choices" | "new-recipient" | "new-transfer" | "new-issuer" | "wider-access" | "fewer-rights" | "less-information";
            /** @description In English sentences, as `custos policy diff` has them. */
            words: string;
        };
        PolicyInForce: {
            categories: {
                category: string;
                /** @description What people read. */
                description: string;
                /** @enum {string} */
                sensitivity: "ordinary" | "special";
                /** @enum {string} */
                source: "provided" | "observed" | "inferred";
                title: string;
            }[];
            controller: {
                address: string;
                /** @description E-mail address for privacy matters. */
                contact: string;
                name: string;
                /** @description E-mail address of the data protection officer. */
                privacyOfficer: string;
            };
            /** @description Of its texts. */
            language: string;
            /** @description The policy in force. */
            policyVersion: string;
            purposes: {
                categories: string[];
                /** @description What people read. */
                description: string;
                /** @description By law; under another law the purpose is denied. */
                legalBasis: components["schemas"]["PolicyBasis"][];
                purpose: string;
                recipients: string[];
                /** @description From the moment of collection. */
                retention: string;
                /**
                 * @description Our role: who decides about the purpose.
                 * @enum {string}
                 */
                role: "controller" | "joint-controller" | "processor";
                title: string;
                /** @description What else of the policy names the purpose. */
                usedBy: {
                    id: string;
                    /** @enum {string} */
                    kind: "notice" | "measure" | "training-set" | "fairness";
                    title: string;
                }[];
            }[];
            recipients: {
                address: string;
                /** @description E-mail address for privacy matters. */
                contact: string;
                /** @description Country of processing, ISO 3166-1. */
                country: string;
                name: string;
                recipient: string;
                /** @enum {string} */
                role: "controller" | "joint-controller" | "processor";
                /** @description Safeguard of the transfer: GDPR Art. 45 to 47. */
                transferMechanism: string;
            }[];
        };
        /** @description The resource changed meanwhile. */
        PreconditionFailedProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 412;
            title: string;
            /** @constant */
            type: "urn:custos:problem:precondition-failed";
        };
        /** @enum {string} */
        PreviewedMail: "need-more" | "resumed" | "extension" | "outcome" | "download-ready" | "refusal" | "answer" | "restriction-lifting" | "restriction-continues";
        ProblemDetail: {
            /** @description What to change. */
            message: string;
            /** @description RFC 6901 pointer into the body, or `/query/…`, `/path/…`, `/header/…`. */
            pointer: string;
        };
        /** @description Processing is frozen during an incident. */
        ProcessingFrozenProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 403;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:processing-frozen";
        };
        /** @description This processing is not permitted. */
        ProcessingNotPermittedProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 403;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:processing-not-permitted";
        };
        /** @description Processing is restricted for this person. */
        ProcessingRestrictedProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 403;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:processing-restricted";
        };
        Question: {
            /** @description A category of data that the policy declares, or `unclassified` for data without a classification. */
            category: string;
            /**
             * Format: date-time
             * @description When the data was collected; now when absent. Earlier data may rest on another basis, or be past its period (`retention-ended`).
             */
            collectedAt?: string;
            /** @description The model that is to use the data, as `name/version`: denied unless the register has it as approved or deployed. */
            model?: string;
            /** @description A purpose that the policy declares. */
            purpose: string;
            /** @description Whether the data is to be stored for the purpose, as `POST /v1/records` asks. True when absent, unless `collectedAt` says that the data is there already. `false` asks about use alone. Sent as `true`, it asks about new data alone: what is stored may be restricted because its accuracy is contested. */
            storing?: boolean;
            subject: components["schemas"]["Identifier"];
        };
        /** @description One question, or `items` with up to 100. */
        Questions: {
            /** @description A category of data that the policy declares, or `unclassified` for data without a classification. */
            category?: string;
            /**
             * Format: date-time
             * @description When the data was collected; now when absent. Earlier data may rest on another basis, or be past its period (`retention-ended`).
             */
            collectedAt?: string;
            /** @description Several questions at once; then nothing beside it. */
            items?: components["schemas"]["Question"][];
            /** @description The model that is to use the data, as `name/version`: denied unless the register has it as approved or deployed. */
            model?: string;
            /** @description A purpose that the policy declares. */
            purpose?: string;
            /** @description Whether the data is to be stored for the purpose, as `POST /v1/records` asks. True when absent, unless `collectedAt` says that the data is there already. `false` asks about use alone. Sent as `true`, it asks about new data alone: what is stored may be restricted because its accuracy is contested. */
            storing?: boolean;
            subject?: components["schemas"]["Identifier"];
        } & (unknown | unknown);
        /** @description The range is outside of the file. */
        RangeNotSatisfiableProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 416;
            title: string;
            /** @constant */
            type: "urn:custos:problem:range-not-satisfiable";
        };
        /** @description Sign in again to do this. */
        RecentAuthenticationRequiredProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description Sign in at most this many seconds ago (RFC 9470). */
            maxAge?: number;
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 401;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:recent-authentication-required";
        };
        RecipientNotice: {
            action: components["schemas"]["SystemTaskAction"];
            /** Format: date-time */
            answeredAt?: string;
            /** @description The privacy team informed the recipient, and not a call of its service. */
            byStaff?: boolean;
            /** @description Rows per category that the recipient says it has changed; it need not say. */
            counts?: {
                [key: string]: number;
            };
            ground?: components["schemas"]["SystemTaskGround"];
            recipient: string;
            /** @enum {string} */
            status: "waiting" | "running" | "completed" | "waiting-for-answer" | "waiting-for-staff" | "not-applicable" | "cannot";
        };
        Record: {
            category: string;
            /** Format: date-time */
            collectedAt: string;
            /** @description As it was stored; null where the record is a file. */
            content: unknown;
            /**
             * Format: date-time
             * @description From here on the record is gone.
             */
            expiresAt: string;
            /** @description Where the record is a file. */
            media?: components["schemas"]["LinkedMedia"];
            /** Format: uuid */
            recordId: string;
            /** @description The purpose obliges to redact: how many values of each type `content` has the type instead of. */
            redacted?: {
                [key: string]: number;
            };
        };
        RecordedConsent: {
            consent: {
                basis?: components["schemas"]["LegalBasis"];
                /**
                 * @description Why a consent that was given has to be given again.
                 * @enum {string}
                 */
                because?: "notice-changed" | "unproven" | "not-explicit" | "came-of-age" | "responsible-person-needed";
                /**
                 * @description What holds while nothing was said.
                 * @enum {string}
                 */
                default: "permit" | "deny";
                /** @description Of a consent: why the use of new data is denied all the same. */
                deniedBecause?: string[];
                /**
                 * @description What the choice changes: as a decision about new data is answered after it.
                 * @enum {string}
                 */
                effect: "processing-permitted" | "processing-stopped" | "objection-honoured" | "objection-ended" | "earlier-data-permitted" | "earlier-data-stopped" | "recorded-without-effect";
                noticeId?: string;
                /** @description What the consent rests on: `GET /v1/notices/{id}/{version}` has its text. */
                noticeVersion?: string;
                purpose: string;
                /**
                 * @description Who wrote it down: the person, a service, or staff who took it over.
                 * @enum {string}
                 */
                recordedBy?: "subject" | "service" | "staff";
                /**
                 * Format: date-time
                 * @description When the person last said something.
                 */
                since?: string;
                /** @enum {string} */
                state: "given" | "refused" | "withdrawn" | "expired" | "needs-renewal" | "not-asked";
                /**
                 * Format: date-time
                 * @description When a given consent ends.
                 */
                validUntil?: string;
            };
            /** @description Compact JWS with the fields of ISO/IEC TS 27560. */
            receipt: string;
        };
        RecordedDisclosure: {
            /** Format: uuid */
            disclosureId: string;
        };
        RecordedDisclosures: {
            items: {
                /** Format: uuid */
                disclosureId?: string;
                problem?: components["schemas"]["ItemRefusal"];
                status: number;
            }[];
        };
        /** @description Where a record is from. */
        RecordSource: string | {
            /** @description Absent where the policy no longer names it. */
            name?: string;
            /** @description Recipient of the policy that the data was obtained from. */
            recipient: string;
        };
        /**
         * @description Why a request may be refused; the law that applies gives some of them.
         * @enum {string}
         */
        RefusalGround: "identity-not-verified" | "person-not-identifiable" | "manifestly-unfounded" | "manifestly-excessive" | "fraudulent-request" | "rights-of-others" | "legal-obligation" | "legal-claims" | "freedom-of-expression" | "public-interest-task" | "public-health" | "research-archiving-statistics" | "disproportionate-effort";
        /** @description A question that is invalid: treat it as denied. */
        RefusedQuestion: {
            problem: components["schemas"]["ItemRefusal"];
            /** @constant */
            status: 422;
        };
        ReleasedHold: {
            /** @description Everything when absent. */
            categories?: string[];
            deletion: components["schemas"]["DeletionAfterHold"];
            /** Format: uuid */
            holdId: string;
            /** @description Absent once the person's evidence has run out and its key is destroyed. */
            matter?: string;
            /** Format: date-time */
            placedAt: string;
            /** Format: date-time */
            releasedAt?: string;
            state: components["schemas"]["HoldState"];
            /** @description With the scope `custos/requests.identity` only. */
            subject?: components["schemas"]["PersonOfRequest"];
        };
        /** @description A data-subject request: no text, no identifier. */
        Request: {
            /**
             * Format: uuid
             * @description The request that an appeal or a complaint is about.
             */
            about?: string;
            /** Format: date-time */
            acknowledgeBy?: string;
            /**
             * @description The facts of an applicable law were not reviewed: they are advisory.
             * @constant
             */
            advisory?: true;
            /** @description An agent asks for the data subject. */
            agent?: {
                /** @description The privacy team has checked the mandate. */
                checked: boolean;
                /** @description The person has confirmed it with the code sent to them. */
                confirmed: boolean;
                mandate: components["schemas"]["Mandate"];
            };
            /** @description How the privacy team answered a human review, a complaint or an appeal. */
            answer?: {
                /** Format: date-time */
                at: string;
                /** @description The outcome in a sentence for the person. */
                explanation: string;
                /** @description What else the person can do, in their words. */
                further?: string;
                /** @description Under the other laws that apply. */
                otherRemedies?: {
                    /**
                     * @description The facts of an applicable law were not reviewed: they are advisory.
                     * @constant
                     */
                    advisory?: true;
                    appeal?: string;
                    authority: string;
                    court: string;
                    jurisdiction: components["schemas"]["Jurisdiction"];
                }[];
                outcome: components["schemas"]["AnswerOutcome"];
                /** @description In the words of the privacy team: for the person, and with `custos/requests.identity`. */
                reasons?: string;
                remedies: {
                    appeal?: string;
                    authority: string;
                    court: string;
                };
            };
            /**
             * Format: uuid
             * @description The last appeal about this request.
             */
            appeal?: string;
            /**
             * @description The law is the default of the policy; the law of the place of residence is not configured.
             * @constant
             */
            appliedAs?: "default";
            /** @description Of different members of staff, where the policy asks for any. */
            approvals?: {
                given: number;
                needed: number;
            };
            /** @description How it is known that the request is the person’s. */
            assurance?: components["schemas"]["RequestAssurance"];
            /**
             * Format: uuid
             * @description The decision that is contested.
             */
            automatedDecisionId?: string;
            /**
             * Format: uuid
             * @description An appeal succeeded: the request as which what was refused is carried out.
             */
            carriedOutAs?: string;
            /**
             * Format: uuid
             * @description The refused request that this one carries out.
             */
            carriesOut?: string;
            /** @description Compact JWS, `typ: erasure-certificate+jwt`; or `nothing-held-certificate+jwt`, where nothing is held under an address. */
            certificate?: string;
            /** @description What the certificate says, to be read; its signature is what counts. */
            certificateContent?: components["schemas"]["ErasureCertificate"];
            /**
             * @description How the request came in.
             * @enum {string}
             */
            channel?: "account" | "public" | "letter" | "telephone" | "in-person" | "e-mail";
            /** @description What a request stopped that is a choice about purposes. */
            choices?: {
                effect: components["schemas"]["ConsentEffect"];
                purpose: string;
                /**
                 * Format: uuid
                 * @description Of the receipt among those of your consents.
                 */
                receiptId: string;
                /** @enum {string} */
                state: "refused" | "withdrawn";
            }[];
            clock: {
                extension?: {
                    ground: components["schemas"]["DelayGround"];
                    /** @description How often it was extended. */
                    times: number;
                    /**
                     * Format: date
                     * @description The day that was announced to the person.
                     */
                    until?: string;
                };
                pauses: {
                    /** Format: date-time */
                    from: string;
                    ground: components["schemas"]["DelayGround"];
                    /** Format: date-time */
                    to?: string;
                }[];
                /** @enum {string} */
                state: "running" | "paused" | "stopped";
            };
            /** @description What a request for rectification asks for, each decided by itself. */
            corrections?: components["schemas"]["Correction"][];
            /** Format: date-time */
            dueAt: string;
            /** @description A finished export, and until when it can be downloaded. */
            export?: {
                bytes: number;
                downloads: number;
                /** Format: date-time */
                expiresAt: string;
                sha256: string;
            };
            /** @description Compact JWS, `typ: erasure-final-certificate+jwt`: no backup can undo the erasure. */
            finalCertificate?: string;
            /** @description What it says, to be read; its signature is what counts. */
            finalCertificateContent?: components["schemas"]["FinalCertificate"];
            jurisdiction: components["schemas"]["Jurisdiction"];
            /** @description Where more than one law applies: of each right the more protective answer counts. */
            jurisdictions?: components["schemas"]["Jurisdiction"][];
            kind: components["schemas"]["RequestKind"];
            /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
            locale?: string;
            /** @description What was written to the person about it, where one request is read. */
            mails?: {
                /**
                 * Format: date-time
                 * @description Since when it is in this state.
                 */
                at: string;
                /** @description Why it failed or was not sent. */
                reason?: components["schemas"]["MailReason"];
                state: components["schemas"]["MailState"];
                template: components["schemas"]["MailTemplate"];
            }[];
            /** @description What the certificate names by `manifestSha256`: SHA-256 over the RFC 8785 form. */
            manifest?: {
                [key: string]: unknown;
            };
            /** @description What is missing to go on, at `identity-required`. */
            needs?: {
                /** @description What the kind needs, or more. */
                assurance: components["schemas"]["RequestAssurance"];
                /** @description For the person to read, with what they can do. */
                why: string;
            };
            /** @description Recipients that received the data and are informed (GDPR Art. 19). */
            notices?: components["schemas"]["RecipientNotice"][];
            /** Format: date-time */
            receivedAt: string;
            refusal?: {
                /** @description Under the other laws that apply. */
                otherRemedies?: {
                    /**
                     * @description The facts of an applicable law were not reviewed: they are advisory.
                     * @constant
                     */
                    advisory?: true;
                    appeal?: string;
                    authority: string;
                    court: string;
                    jurisdiction: components["schemas"]["Jurisdiction"];
                }[];
                reasons: string[];
                remedies: {
                    appeal?: string;
                    authority: string;
                    court: string;
                };
            };
            /** Format: uuid */
            requestId: string;
            restriction?: {
                /** @description Rectification: data whose accuracy is contested, not used until it is decided. */
                categories?: string[];
                inForce: boolean;
                /** Format: date-time */
                liftedAt?: string;
                /**
                 * Format: date-time
                 * @description Announced: ask again before that, to continue it.
                 */
                liftsAt?: string;
                /** @description Every purpose when absent. */
                purposes?: string[];
            };
            status: components["schemas"]["RequestStatus"];
            tasks: {
                /** @description What the system was asked to do. */
                action?: components["schemas"]["SystemTaskAction"];
                /**
                 * Format: date-time
                 * @description Until then the request waits for the system; a later answer is taken, too.
                 */
                answerBy?: string;
                /** @description Rows of another person of the system, which an erasure must leave alone. */
                control?: {
                    after?: number;
                    before: number;
                };
                /** @description Rows per category: exported, erased or changed. */
                counts?: {
                    [key: string]: number;
                };
                /** Format: date-time */
                endedAt?: string;
                /** @enum {string} */
                error?: "attempt-failed" | "verification-inconclusive" | "rows-left-over" | "unreachable" | "access-denied" | "not-found" | "throttled" | "timed-out" | "invalid-answer" | "changed-meanwhile" | "misconfigured" | "internal" | "locked" | "unreadable" | "unsafe-identifier" | "no-identifier" | "endless" | "found-again" | "not-answered" | "control-lost-rows";
                /** @description Rows per category before. */
                found?: {
                    [key: string]: number;
                };
                /** @description What a search afterwards still found; it was erased again. */
                foundAgain?: {
                    [key: string]: number;
                };
                /** @description Why nothing is done there, or why it cannot be. */
                ground?: components["schemas"]["SystemTaskGround"];
                /** @description Rows per category afterwards: none. */
                left?: {
                    [key: string]: number;
                };
                /** @description Types of identifier that were searched by. */
                selectors?: string[];
                /** @enum {string} */
                status: "waiting" | "running" | "completed" | "failed" | "cancelled" | "waiting-for-answer" | "waiting-for-staff" | "not-applicable" | "cannot";
                /** @description `custos`, and then every system of the policy that the request goes to. */
                system: string;
                withheld?: components["schemas"]["WithheldItem"][];
            }[];
            timeline: {
                /** Format: date-time */
                at: string;
                event: components["schemas"]["TimelineEvent"];
            }[];
            /** @description Why nothing has changed although the request is completed. */
            unchanged?: {
                /** @description The reason in a sentence for the person. */
                explanation: string;
                /** @description Kinds of request that would stop something. */
                instead?: components["schemas"]["RequestKind"][];
                reason: components["schemas"]["UnchangedReason"];
                /**
                 * Format: uuid
                 * @description The request that restricts the same.
                 */
                requestId?: string;
            };
            /** @description What the privacy team has to do next; absent while it is carried out. */
            waitingFor?: components["schemas"]["RequestWaiting"];
        };
        /** @description A request of this kind is already open. */
        RequestAlreadyOpenProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /**
             * Format: uuid
             * @description The request that is open.
             */
            openRequestId?: string;
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 409;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:request-already-open";
        };
        RequestAnswer: {
            outcome: components["schemas"]["AnswerOutcome"];
            /** @description For the person to read; stored encrypted. */
            reasons: string;
            /** @description What else the person can do; authority and court are named without it. */
            remedies?: string;
        };
        /** @enum {string} */
        RequestAssurance: "none" | "email-verified" | "account" | "recent-account" | "document-checked-by-staff";
        RequestCode: {
            /** @description From the mail. Case, spaces and hyphens do not count; O is read as 0, I and L as 1. */
            code: string;
        };
        /** @description It is opened now: follow it with the token. */
        RequestConfirmed: {
            /** Format: uuid */
            requestId: string;
        };
        RequestExtension: {
            ground: components["schemas"]["DelayGround"];
            /**
             * Format: date
             * @description Where the law names no number: the day by which the person is informed that they get it.
             */
            until?: string;
        };
        /** @description The same request is still being carried out. */
        RequestInProgressProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 409;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:request-in-progress";
        };
        /**
         * @description Every kind of data-subject request.
         * @enum {string}
         */
        RequestKind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "withdraw-consent" | "opt-out-sale-share" | "limit-sensitive" | "opt-out-automated-decision" | "human-review" | "complaint" | "appeal";
        RequestList: {
            items: components["schemas"]["Request"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
        };
        /** @description A request; with the scope `custos/requests.identity` also who asks and what they wrote. */
        RequestOfPerson: {
            /**
             * Format: uuid
             * @description The request that an appeal or a complaint is about.
             */
            about?: string;
            /** Format: date-time */
            acknowledgeBy?: string;
            acts: components["schemas"]["StaffActs"];
            /**
             * @description The facts of an applicable law were not reviewed: they are advisory.
             * @constant
             */
            advisory?: true;
            /** @description An agent asks for the data subject. */
            agent?: {
                /** @description The privacy team has checked the mandate. */
                checked: boolean;
                /** @description The person has confirmed it with the code sent to them. */
                confirmed: boolean;
                mandate: components["schemas"]["Mandate"];
            };
            /** @description How the privacy team answered a human review, a complaint or an appeal. */
            answer?: {
                /** Format: date-time */
                at: string;
                /** @description The outcome in a sentence for the person. */
                explanation: string;
                /** @description What else the person can do, in their words. */
                further?: string;
                /** @description Under the other laws that apply. */
                otherRemedies?: {
                    /**
                     * @description The facts of an applicable law were not reviewed: they are advisory.
                     * @constant
                     */
                    advisory?: true;
                    appeal?: string;
                    authority: string;
                    court: string;
                    jurisdiction: components["schemas"]["Jurisdiction"];
                }[];
                outcome: components["schemas"]["AnswerOutcome"];
                /** @description In the words of the privacy team: for the person, and with `custos/requests.identity`. */
                reasons?: string;
                remedies: {
                    appeal?: string;
                    authority: string;
                    court: string;
                };
            };
            /**
             * Format: uuid
             * @description The last appeal about this request.
             */
            appeal?: string;
            /**
             * @description The law is the default of the policy; the law of the place of residence is not configured.
             * @constant
             */
            appliedAs?: "default";
            /** @description Of different members of staff, where the policy asks for any. */
            approvals?: {
                given: number;
                needed: number;
            };
            /** @description The same was asked for and confirmed with a code while this was open: how often, and with what proof. It passes no gate of this request. */
            askedAgain?: {
                assurance: components["schemas"]["RequestAssurance"];
                /**
                 * Format: date-time
                 * @description The last time.
                 */
                at: string;
                times: number;
            };
            /** @description The agent that asks for the data subject. */
            askedBy?: {
                contact: string;
                name: string;
            };
            /** @description How it is known that the request is the person’s. */
            assurance?: components["schemas"]["RequestAssurance"];
            /** @description Human review: what was decided about the person, and why. */
            automatedDecision?: components["schemas"]["ContestedDecision"];
            /**
             * Format: uuid
             * @description The decision that is contested.
             */
            automatedDecisionId?: string;
            /**
             * Format: uuid
             * @description An appeal succeeded: the request as which what was refused is carried out.
             */
            carriedOutAs?: string;
            /**
             * Format: uuid
             * @description The refused request that this one carries out.
             */
            carriesOut?: string;
            /** @description Compact JWS, `typ: erasure-certificate+jwt`; or `nothing-held-certificate+jwt`, where nothing is held under an address. */
            certificate?: string;
            /** @description What the certificate says, to be read; its signature is what counts. */
            certificateContent?: components["schemas"]["ErasureCertificate"];
            /**
             * @description How the request came in.
             * @enum {string}
             */
            channel?: "account" | "public" | "letter" | "telephone" | "in-person" | "e-mail";
            /** @description What a request stopped that is a choice about purposes. */
            choices?: {
                effect: components["schemas"]["ConsentEffect"];
                purpose: string;
                /**
                 * Format: uuid
                 * @description Of the receipt among those of your consents.
                 */
                receiptId: string;
                /** @enum {string} */
                state: "refused" | "withdrawn";
            }[];
            clock: {
                extension?: {
                    ground: components["schemas"]["DelayGround"];
                    /** @description How often it was extended. */
                    times: number;
                    /**
                     * Format: date
                     * @description The day that was announced to the person.
                     */
                    until?: string;
                };
                pauses: {
                    /** Format: date-time */
                    from: string;
                    ground: components["schemas"]["DelayGround"];
                    /** Format: date-time */
                    to?: string;
                }[];
                /** @enum {string} */
                state: "running" | "paused" | "stopped";
            };
            /** @description What the request is about, by category, before it is carried out. */
            concerns?: {
                category: string;
                /** @description Records that are stored now. */
                count: number;
                /** @description Erasure: grounds on which records of the category, or some of them, stay. */
                exempt?: {
                    /** @enum {string} */
                    ground: "legal-obligation" | "legal-claims" | "public-interest-task";
                    reference: string;
                }[];
            }[];
            corrections?: components["schemas"]["CorrectionOfPerson"][];
            /** Format: date-time */
            dueAt: string;
            /** @description A finished export, and until when it can be downloaded. */
            export?: {
                bytes: number;
                downloads: number;
                /** Format: date-time */
                expiresAt: string;
                sha256: string;
            };
            /** @description Compact JWS, `typ: erasure-final-certificate+jwt`: no backup can undo the erasure. */
            finalCertificate?: string;
            /** @description What it says, to be read; its signature is what counts. */
            finalCertificateContent?: components["schemas"]["FinalCertificate"];
            /** @description The erasure is certified and not final yet: the FINAL certificate follows, within an hour after the last barrier is gone. */
            finality?: {
                /** @description What can still bring a key back; absent until it is observed. */
                barriers?: components["schemas"]["FinalityBarrier"][];
                /** @description When time ends a barrier, as far as was observed. Others end when someone ends them. */
                ends?: {
                    /** Format: date-time */
                    at: string;
                    barrier: components["schemas"]["FinalityBarrier"];
                }[];
                /**
                 * Format: date-time
                 * @description Since when exactly these are observed.
                 */
                since?: string;
            };
            jurisdiction: components["schemas"]["Jurisdiction"];
            /** @description Where more than one law applies: of each right the more protective answer counts. */
            jurisdictions?: components["schemas"]["Jurisdiction"][];
            kind: components["schemas"]["RequestKind"];
            /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
            locale?: string;
            /** @description What was written to the person about it, where one request is read. */
            mails?: {
                /**
                 * Format: date-time
                 * @description Since when it is in this state.
                 */
                at: string;
                /** @description Why it failed or was not sent. */
                reason?: components["schemas"]["MailReason"];
                state: components["schemas"]["MailState"];
                template: components["schemas"]["MailTemplate"];
            }[];
            /** @description What the certificate names by `manifestSha256`: SHA-256 over the RFC 8785 form. */
            manifest?: {
                [key: string]: unknown;
            };
            /** @description What is missing to go on, at `identity-required`. */
            needs?: {
                /** @description What the kind needs, or more. */
                assurance: components["schemas"]["RequestAssurance"];
                /** @description For the person to read, with what they can do. */
                why: string;
            };
            /** @description Recipients that received the data and are informed (GDPR Art. 19). */
            notices?: components["schemas"]["RecipientNotice"][];
            /** @description What the person wrote. */
            reason?: string;
            /** Format: date-time */
            receivedAt: string;
            refusal?: {
                /** @description Under the other laws that apply. */
                otherRemedies?: {
                    /**
                     * @description The facts of an applicable law were not reviewed: they are advisory.
                     * @constant
                     */
                    advisory?: true;
                    appeal?: string;
                    authority: string;
                    court: string;
                    jurisdiction: components["schemas"]["Jurisdiction"];
                }[];
                reasons: string[];
                remedies: {
                    appeal?: string;
                    authority: string;
                    court: string;
                };
            };
            /** Format: uuid */
            requestId: string;
            restriction?: {
                /** @description Rectification: data whose accuracy is contested, not used until it is decided. */
                categories?: string[];
                inForce: boolean;
                /** Format: date-time */
                liftedAt?: string;
                /**
                 * Format: date-time
                 * @description Announced: ask again before that, to continue it.
                 */
                liftsAt?: string;
                /** @description Every purpose when absent. */
                purposes?: string[];
            };
            status: components["schemas"]["RequestStatus"];
            subject?: components["schemas"]["PersonOfRequest"];
            tasks: {
                /** @description What the system was asked to do. */
                action?: components["schemas"]["SystemTaskAction"];
                /**
                 * Format: date-time
                 * @description Until then the request waits for the system; a later answer is taken, too.
                 */
                answerBy?: string;
                /** @description Rows of another person of the system, which an erasure must leave alone. */
                control?: {
                    after?: number;
                    before: number;
                };
                /** @description Rows per category: exported, erased or changed. */
                counts?: {
                    [key: string]: number;
                };
                /** Format: date-time */
                endedAt?: string;
                /** @enum {string} */
                error?: "attempt-failed" | "verification-inconclusive" | "rows-left-over" | "unreachable" | "access-denied" | "not-found" | "throttled" | "timed-out" | "invalid-answer" | "changed-meanwhile" | "misconfigured" | "internal" | "locked" | "unreadable" | "unsafe-identifier" | "no-identifier" | "endless" | "found-again" | "not-answered" | "control-lost-rows";
                /** @description Rows per category before. */
                found?: {
                    [key: string]: number;
                };
                /** @description What a search afterwards still found; it was erased again. */
                foundAgain?: {
                    [key: string]: number;
                };
                /** @description Why nothing is done there, or why it cannot be. */
                ground?: components["schemas"]["SystemTaskGround"];
                /** @description Rows per category afterwards: none. */
                left?: {
                    [key: string]: number;
                };
                /** @description Types of identifier that were searched by. */
                selectors?: string[];
                /** @enum {string} */
                status: "waiting" | "running" | "completed" | "failed" | "cancelled" | "waiting-for-answer" | "waiting-for-staff" | "not-applicable" | "cannot";
                /** @description `custos`, and then every system of the policy that the request goes to. */
                system: string;
                withheld?: components["schemas"]["WithheldItem"][];
            }[];
            timeline: {
                /** Format: date-time */
                at: string;
                event: components["schemas"]["TimelineEvent"];
            }[];
            /** @description Why nothing has changed although the request is completed. */
            unchanged?: {
                /** @description The reason in a sentence for the person. */
                explanation: string;
                /** @description Kinds of request that would stop something. */
                instead?: components["schemas"]["RequestKind"][];
                reason: components["schemas"]["UnchangedReason"];
                /**
                 * Format: uuid
                 * @description The request that restricts the same.
                 */
                requestId?: string;
            };
            /** @description What the privacy team has to do next; absent while it is carried out. */
            waitingFor?: components["schemas"]["RequestWaiting"];
        };
        RequestOnBehalf: {
            /**
             * Format: uuid
             * @description Appeal, complaint: the request of the person that it is about.
             */
            about?: string;
            agent?: components["schemas"]["AgentOfRequest"];
            /**
             * Format: uuid
             * @description Human review: the decision about the person that they contest.
             */
            automatedDecisionId?: string;
            /** @description Access and portability: the categories to export; all when absent. */
            categories?: string[];
            channel: components["schemas"]["OtherChannel"];
            /** @description Rectification: what is to be corrected, numbered from 1 in this order. */
            corrections?: ({
                /** @description What the record should say. Absent: it is wrong and is to be deleted. */
                content?: unknown;
                /** @description Why it is wrong. */
                reason?: string;
                /** Format: uuid */
                recordId: string;
            } | {
                /** @description A category of data that the policy declares. */
                category: string;
                /** @description RFC 6901, into the content: `/address/city`. */
                pointer: string;
                /** @description Why it is wrong. */
                reason?: string;
                /** @description In every record of the category that has a value there. */
                value: unknown;
            })[];
            /** @description Whose law applies, where the residence of the data subject is not known. */
            jurisdiction?: string;
            kind: components["schemas"]["RequestKind"];
            /** @description Language of the answer: `en`, `de-AT`. */
            locale?: string;
            /** @description What to restrict, withdraw or object to; everything it can be about when absent. */
            purposes?: string[];
            /** @description For the privacy team; stored encrypted. */
            reason?: string;
            /**
             * Format: date
             * @description The day on which it came in, in the time zone of the policy: time runs from then. At most a year back.
             */
            receivedOn: string;
            subject: components["schemas"]["Identifier"];
        };
        RequestPause: {
            ground: components["schemas"]["DelayGround"];
        };
        RequestQueue: {
            items: components["schemas"]["RequestSummary"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
        };
        /** @enum {string} */
        RequestStatus: "received" | "identity-required" | "approval-required" | "in-progress" | "completed" | "partially-completed" | "denied" | "cancelled" | "failed";
        RequestSummary: {
            /**
             * Format: uuid
             * @description The request that an appeal or a complaint is about.
             */
            about?: string;
            /** Format: date-time */
            acknowledgeBy?: string;
            /**
             * @description The facts of an applicable law were not reviewed: they are advisory.
             * @constant
             */
            advisory?: true;
            /** @description An agent asks for the data subject. */
            agent?: {
                /** @description The privacy team has checked the mandate. */
                checked: boolean;
                /** @description The person has confirmed it with the code sent to them. */
                confirmed: boolean;
                mandate: components["schemas"]["Mandate"];
            };
            /** @description How the privacy team answered a human review, a complaint or an appeal. */
            answer?: {
                /** Format: date-time */
                at: string;
                /** @description The outcome in a sentence for the person. */
                explanation: string;
                /** @description What else the person can do, in their words. */
                further?: string;
                /** @description Under the other laws that apply. */
                otherRemedies?: {
                    /**
                     * @description The facts of an applicable law were not reviewed: they are advisory.
                     * @constant
                     */
                    advisory?: true;
                    appeal?: string;
                    authority: string;
                    court: string;
                    jurisdiction: components["schemas"]["Jurisdiction"];
                }[];
                outcome: components["schemas"]["AnswerOutcome"];
                /** @description In the words of the privacy team: for the person, and with `custos/requests.identity`. */
                reasons?: string;
                remedies: {
                    appeal?: string;
                    authority: string;
                    court: string;
                };
            };
            /**
             * Format: uuid
             * @description The last appeal about this request.
             */
            appeal?: string;
            /**
             * @description The law is the default of the policy; the law of the place of residence is not configured.
             * @constant
             */
            appliedAs?: "default";
            /** @description Of different members of staff, where the policy asks for any. */
            approvals?: {
                given: number;
                needed: number;
            };
            /** @description How it is known that the request is the person’s. */
            assurance?: components["schemas"]["RequestAssurance"];
            /**
             * Format: uuid
             * @description The decision that is contested.
             */
            automatedDecisionId?: string;
            /**
             * Format: uuid
             * @description An appeal succeeded: the request as which what was refused is carried out.
             */
            carriedOutAs?: string;
            /**
             * Format: uuid
             * @description The refused request that this one carries out.
             */
            carriesOut?: string;
            /**
             * Format: uuid
             * @description A certificate was issued.
             */
            certificateId?: string;
            /**
             * @description How the request came in.
             * @enum {string}
             */
            channel?: "account" | "public" | "letter" | "telephone" | "in-person" | "e-mail";
            /** @description What a request stopped that is a choice about purposes. */
            choices?: {
                effect: components["schemas"]["ConsentEffect"];
                purpose: string;
                /**
                 * Format: uuid
                 * @description Of the receipt among those of your consents.
                 */
                receiptId: string;
                /** @enum {string} */
                state: "refused" | "withdrawn";
            }[];
            clock: {
                extension?: {
                    ground: components["schemas"]["DelayGround"];
                    /** @description How often it was extended. */
                    times: number;
                    /**
                     * Format: date
                     * @description The day that was announced to the person.
                     */
                    until?: string;
                };
                pauses: {
                    /** Format: date-time */
                    from: string;
                    ground: components["schemas"]["DelayGround"];
                    /** Format: date-time */
                    to?: string;
                }[];
                /** @enum {string} */
                state: "running" | "paused" | "stopped";
            };
            /** @description What a request for rectification asks for, each decided by itself. */
            corrections?: components["schemas"]["Correction"][];
            /** Format: date-time */
            dueAt: string;
            /** @description A finished export, and until when it can be downloaded. */
            export?: {
                bytes: number;
                downloads: number;
                /** Format: date-time */
                expiresAt: string;
                sha256: string;
            };
            jurisdiction: components["schemas"]["Jurisdiction"];
            /** @description Where more than one law applies: of each right the more protective answer counts. */
            jurisdictions?: components["schemas"]["Jurisdiction"][];
            kind: components["schemas"]["RequestKind"];
            /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
            locale?: string;
            /** @description What was written to the person about it, where one request is read. */
            mails?: {
                /**
                 * Format: date-time
                 * @description Since when it is in this state.
                 */
                at: string;
                /** @description Why it failed or was not sent. */
                reason?: components["schemas"]["MailReason"];
                state: components["schemas"]["MailState"];
                template: components["schemas"]["MailTemplate"];
            }[];
            /** @description What is missing to go on, at `identity-required`. */
            needs?: {
                /** @description What the kind needs, or more. */
                assurance: components["schemas"]["RequestAssurance"];
                /** @description For the person to read, with what they can do. */
                why: string;
            };
            /** @description Recipients that received the data and are informed (GDPR Art. 19). */
            notices?: components["schemas"]["RecipientNotice"][];
            /** Format: date-time */
            receivedAt: string;
            refusal?: {
                /** @description Under the other laws that apply. */
                otherRemedies?: {
                    /**
                     * @description The facts of an applicable law were not reviewed: they are advisory.
                     * @constant
                     */
                    advisory?: true;
                    appeal?: string;
                    authority: string;
                    court: string;
                    jurisdiction: components["schemas"]["Jurisdiction"];
                }[];
                reasons: string[];
                remedies: {
                    appeal?: string;
                    authority: string;
                    court: string;
                };
            };
            /** Format: uuid */
            requestId: string;
            restriction?: {
                /** @description Rectification: data whose accuracy is contested, not used until it is decided. */
                categories?: string[];
                inForce: boolean;
                /** Format: date-time */
                liftedAt?: string;
                /**
                 * Format: date-time
                 * @description Announced: ask again before that, to continue it.
                 */
                liftsAt?: string;
                /** @description Every purpose when absent. */
                purposes?: string[];
            };
            status: components["schemas"]["RequestStatus"];
            tasks: {
                /** @description What the system was asked to do. */
                action?: components["schemas"]["SystemTaskAction"];
                /**
                 * Format: date-time
                 * @description Until then the request waits for the system; a later answer is taken, too.
                 */
                answerBy?: string;
                /** @description Rows of another person of the system, which an erasure must leave alone. */
                control?: {
                    after?: number;
                    before: number;
                };
                /** @description Rows per category: exported, erased or changed. */
                counts?: {
                    [key: string]: number;
                };
                /** Format: date-time */
                endedAt?: string;
                /** @enum {string} */
                error?: "attempt-failed" | "verification-inconclusive" | "rows-left-over" | "unreachable" | "access-denied" | "not-found" | "throttled" | "timed-out" | "invalid-answer" | "changed-meanwhile" | "misconfigured" | "internal" | "locked" | "unreadable" | "unsafe-identifier" | "no-identifier" | "endless" | "found-again" | "not-answered" | "control-lost-rows";
                /** @description Rows per category before. */
                found?: {
                    [key: string]: number;
                };
                /** @description What a search afterwards still found; it was erased again. */
                foundAgain?: {
                    [key: string]: number;
                };
                /** @description Why nothing is done there, or why it cannot be. */
                ground?: components["schemas"]["SystemTaskGround"];
                /** @description Rows per category afterwards: none. */
                left?: {
                    [key: string]: number;
                };
                /** @description Types of identifier that were searched by. */
                selectors?: string[];
                /** @enum {string} */
                status: "waiting" | "running" | "completed" | "failed" | "cancelled" | "waiting-for-answer" | "waiting-for-staff" | "not-applicable" | "cannot";
                /** @description `custos`, and then every system of the policy that the request goes to. */
                system: string;
                withheld?: components["schemas"]["WithheldItem"][];
            }[];
            timeline: {
                /** Format: date-time */
                at: string;
                event: components["schemas"]["TimelineEvent"];
            }[];
            /** @description Why nothing has changed although the request is completed. */
            unchanged?: {
                /** @description The reason in a sentence for the person. */
                explanation: string;
                /** @description Kinds of request that would stop something. */
                instead?: components["schemas"]["RequestKind"][];
                reason: components["schemas"]["UnchangedReason"];
                /**
                 * Format: uuid
                 * @description The request that restricts the same.
                 */
                requestId?: string;
            };
            /** @description What the privacy team has to do next; absent while it is carried out. */
            waitingFor?: components["schemas"]["RequestWaiting"];
        };
        /** @description The same for every address. */
        RequestTaken: {
            /** @description For `Authorization: Custos-Follow-Up <token>`, before and after the code. */
            followUpToken: string;
            /** Format: uuid */
            requestId: string;
        };
        /** @enum {string} */
        RequestWaiting: "identity" | "approval" | "corrections" | "answer" | "retry";
        RequestWithoutAccount: {
            /**
             * Format: uuid
             * @description Complaint: the request of yours that it is about. Another one does not count.
             */
            about?: string;
            agent?: components["schemas"]["AgentOfRequest"];
            /** @description Access and portability: the categories to export; all when absent. */
            categories?: string[];
            /**
             * @description You think that your data was affected by a security incident: it is looked into.
             * @constant
             */
            concernsBreach?: true;
            /** @description Whose law applies, where the residence of the data subject is not known. */
            jurisdiction?: string;
            /**
             * @description What is asked for.
             * @enum {string}
             */
            kind: "access" | "portability" | "erasure" | "restriction" | "objection" | "withdraw-consent" | "opt-out-sale-share" | "limit-sensitive" | "opt-out-automated-decision" | "complaint";
            /** @description Language of the answer: `en`, `de-AT`. */
            locale?: string;
            /** @description What to restrict, withdraw or object to; everything it can be about when absent. */
            purposes?: string[];
            /** @description For the privacy team; stored encrypted. */
            reason?: string;
            /** @description Of the person; also where an agent asks. */
            subject: {
                /** @constant */
                type: "email";
                /** @description An address that the person reads: a code goes there. */
                value: string;
            };
        };
        ResumedErasures: {
            /**
             * @description For how long `peoplePerHour` pauses nothing.
             * @default 1
             */
            hours: number;
        };
        RetentionReport: {
            categories: {
                category: string;
                /** @description In the last 30 days. */
                deleted: {
                    erasure: number;
                    /** @description One by one, by the person. */
                    person: number;
                    /** @description At their end. */
                    retention: number;
                    /** @description Because nothing allowed to keep them any more. */
                    sweep: number;
                };
                /** @description End within 30 days. */
                due: number;
                /** @description Past their end and not deleted yet; they cannot be read. */
                late: number;
                records: number;
                /** @description Kept from deletion by a hold or a restriction. */
                suspended: number;
                /** @description Kept through an erasure. */
                withheld: number;
            }[];
            /**
             * Format: date-time
             * @description Absent until the first count, within an hour.
             */
            computedAt?: string;
            /** @description The newest over everybody. */
            sweep?: components["schemas"]["RetentionSweep"];
        };
        RetentionSweep: {
            /** @description Records whose end was moved. */
            changed: number;
            /** Format: date-time */
            changedAt: string;
            /** @description Records that nothing allows to keep any more. */
            deleted: number;
            /**
             * Format: uuid
             * @description Its entry in the ledger.
             */
            ledgerEntryId?: string;
            /** @description Whose records were looked at. */
            people: number;
            /** @description `sha256:` and the content hash of the policy that applied. */
            policyVersion: string;
            /** @enum {string} */
            scope: "person" | "everybody";
            /** @description Records that were looked at. */
            seen: number;
            /** Format: date-time */
            startedAt: string;
            /**
             * @description `superseded`: a sweep under a newer policy does the rest.
             * @enum {string}
             */
            state: "running" | "done" | "superseded" | "failed";
            /** Format: uuid */
            sweepId: string;
        };
        RetentionSweepList: {
            items: components["schemas"]["RetentionSweep"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
        };
        /**
         * @description After the AI Act: `high` (Art. 6), `limited` (Art. 50), `general-purpose` (Art. 53), `systemic` (Art. 55).
         * @enum {string}
         */
        RiskClass: "minimal" | "limited" | "high" | "general-purpose" | "systemic";
        /** @description The access token lacks the scope for this. */
        ScopeMissingProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 403;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:scope-missing";
        };
        /** @description Sign in with a second factor to do this. */
        SecondFactorRequiredProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 403;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:second-factor-required";
        };
        Settings: {
            /**
             * @description The facts of an applicable law were not reviewed: they are advisory.
             * @constant
             */
            advisory?: true;
            /**
             * @description The law is the default of the policy; the law of the place of residence is not configured.
             * @constant
             */
            appliedAs?: "default";
            contact?: components["schemas"]["ContactOutput"];
            /** @description Whose law applies; of several, the more protective answer for each right. */
            jurisdictions: components["schemas"]["Jurisdiction"][];
            /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
            locale?: string;
            /** @description What can be set here. */
            offered: {
                personalisation?: {
                    /** @description What `off` stops. */
                    purposes: string[];
                };
                retention?: {
                    /** @description Less than this can be set. */
                    categories: {
                        [key: string]: string;
                    };
                    /** @description ISO 8601 period of whole years, months, weeks or days: P30D is 30 days, P2Y two years. */
                    shortest: string;
                };
                storage?: {
                    /** @description What `off` stops. */
                    purposes: string[];
                };
                training?: {
                    /** @description What `off` stops. */
                    purposes: string[];
                };
            };
            /**
             * @description `off` stops personalisation.
             * @enum {string}
             */
            personalisation: "on" | "off";
            /** @description Country or subdivision of ISO 3166: `DE`, `US-CA`. Decides whose law applies. */
            residence?: string;
            /** @description By category: how long the person wants it kept, less than the policy says. */
            retention: {
                [key: string]: string;
            };
            /**
             * @description `off` stops the collection of data.
             * @enum {string}
             */
            storage: "on" | "off";
            /**
             * @description `off` opts out of training.
             * @enum {string}
             */
            training: "on" | "off";
            /** @description What of a change that switches something off was left out, and why: the rest is done. */
            warnings?: {
                message: string;
                pointer: string;
            }[];
        };
        SettledDecision: {
            basis?: components["schemas"]["LegalBasis"];
            /** @enum {string} */
            decision: "permit" | "deny";
            /** Format: uuid */
            decisionId: string;
            /** @description What a permit requires of the caller. */
            obligations: components["schemas"]["Obligation"][];
            /** @description `sha256:` and the content hash of the policy that applied. */
            policyVersion: string;
            /** @description Why it is denied, the most decisive first; empty for a permit. */
            reasons: components["schemas"]["DenyReason"][];
            /**
             * @description A question that fits has an answer, if only a denial.
             * @constant
             */
            status: 200;
            /**
             * Format: date-time
             * @description Until when the answer may be cached; an expired one denies.
             */
            validUntil: string;
        };
        ShardLink: {
            /**
             * Format: date-time
             * @description When the link ends: five minutes after the call.
             */
            expiresAt: string;
            /** @description Its lines. */
            rows: number;
            /** @description Of the file, in hex. */
            sha256: string;
            /**
             * Format: uri
             * @description The link of `Location`.
             */
            url: string;
        };
        /** @enum {string} */
        ShownMandate: "signed" | "power-of-attorney";
        /** @description A JWK of RFC 8037. */
        SignerKey: {
            /** @constant */
            alg: "EdDSA";
            /** @constant */
            crv: "Ed25519";
            kid: string;
            /** @constant */
            kty: "OKP";
            /** @constant */
            use: "sig";
            x: string;
        };
        /** @description What you can do about a request now, and on which grounds of the law. */
        StaffActs: {
            answer?: {
                /** @description Why this member of staff may not: another one has to. */
                obstacle?: components["schemas"]["ApprovalObstacle"];
                outcomes: components["schemas"]["AnswerOutcome"][];
            };
            approve?: {
                /** @description Why this member of staff may not: another one has to. */
                obstacle?: components["schemas"]["ApprovalObstacle"];
            };
            correct?: {
                /** @description For a refusal, beside one on which the record itself is exempt. */
                grounds: components["schemas"]["CorrectionGround"][];
                /** @description Why this member of staff may not: another one has to. */
                obstacle?: components["schemas"]["ApprovalObstacle"];
            };
            deny?: {
                grounds: {
                    ground: components["schemas"]["RefusalGround"];
                    /** @description Where the laws that apply say so. */
                    law: {
                        /**
                         * @description The facts of an applicable law were not reviewed: they are advisory.
                         * @constant
                         */
                        advisory?: true;
                        jurisdiction: components["schemas"]["Jurisdiction"];
                        reference: string;
                    }[];
                }[];
                /** @description Why this member of staff may not: another one has to. */
                obstacle?: components["schemas"]["ApprovalObstacle"];
            };
            extend?: {
                /** @description The law has no number: `until` says by which day. */
                asksForDay: boolean;
                grounds: components["schemas"]["DelayGround"][];
                /** @description Where the laws that apply say so. */
                law: {
                    /**
                     * @description The facts of an applicable law were not reviewed: they are advisory.
                     * @constant
                     */
                    advisory?: true;
                    jurisdiction: components["schemas"]["Jurisdiction"];
                    reference: string;
                }[];
            };
            /** @description Acts that need no ground. */
            others: ("identify" | "check-mandate" | "resume" | "retry" | "lift" | "keep")[];
            pause?: {
                grounds: components["schemas"]["DelayGround"][];
                /** @description Where the laws that apply say so. */
                law: {
                    /**
                     * @description The facts of an applicable law were not reviewed: they are advisory.
                     * @constant
                     */
                    advisory?: true;
                    jurisdiction: components["schemas"]["Jurisdiction"];
                    reference: string;
                }[];
            };
        };
        StaffCount: {
            /**
             * Format: date
             * @description In UTC.
             */
            day: string;
            /** @enum {string} */
            kind: "read" | "acted";
            /** @description `operationId` of this contract. */
            operation: string;
            /**
             * @description What of people was shown beyond codes and counts: their identity, or content.
             * @enum {string}
             */
            shown?: "identity" | "content";
            times: number;
        };
        StartedTrainingSet: {
            /** @enum {string} */
            state: "building" | "ready" | "stale" | "expired" | "failed" | "rejected";
            /** Format: uuid */
            trainingSetId: string;
        };
        /** @description This person was erased. */
        SubjectErasedProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 409;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:subject-erased";
        };
        /** @description The random id of a person. */
        SubjectReference: {
            /** Format: uuid */
            subjectId: string;
        };
        Submission: {
            /**
             * Format: uuid
             * @description Appeal, complaint: the request of yours that it is about.
             */
            about?: string;
            /**
             * Format: uuid
             * @description Human review: the decision you contest.
             */
            automatedDecisionId?: string;
            /** @description Access and portability: the categories to export; all when absent. */
            categories?: string[];
            /**
             * @description You think that your data was affected by a security incident: it is looked into.
             * @constant
             */
            concernsBreach?: true;
            /** @description Rectification: what is to be corrected, numbered from 1 in this order. */
            corrections?: ({
                /** @description What the record should say. Absent: it is wrong and is to be deleted. */
                content?: unknown;
                /** @description Why it is wrong. */
                reason?: string;
                /** Format: uuid */
                recordId: string;
            } | {
                /** @description A category of data that the policy declares. */
                category: string;
                /** @description RFC 6901, into the content: `/address/city`. */
                pointer: string;
                /** @description Why it is wrong. */
                reason?: string;
                /** @description In every record of the category that has a value there. */
                value: unknown;
            })[];
            kind: components["schemas"]["RequestKind"];
            /** @description Language of the answer: `en`, `de-AT`. That of your settings when absent. */
            locale?: string;
            /** @description What to restrict, withdraw or object to; everything it can be about when absent. */
            purposes?: string[];
            /** @description For the privacy team; stored encrypted. */
            reason?: string;
        };
        SubmittedRequest: {
            /** @description For `Authorization: Custos-Follow-Up <token>`; works without an account. */
            followUpToken: string;
            request: components["schemas"]["Request"];
        };
        SystemAnswer: {
            /** @description By category: what was found or changed. Absent: call again and take the answer. */
            counts?: {
                [key: string]: number;
            };
            /** @description Types of identifier that were searched by. */
            selectors?: ("user-id" | "email" | "phone" | "device-id")[];
        };
        /** @enum {string} */
        SystemTaskAction: "export" | "erase" | "rectify" | "restrict" | "release";
        /** @enum {string} */
        SystemTaskGround: "not-erasable" | "not-possible" | "no-personal-data" | "kept-by-law" | "not-applicable" | "called-off";
        TaskEvidence: {
            /** @description What was done, who did it, and how it was checked: a ticket, a query with its result. Stored encrypted. No personal data. */
            evidence: string;
        };
        TaskReason: {
            /** @description Why nothing has to be done there. Stored encrypted. */
            reason: string;
        };
        /** @description Try again in a moment. */
        TemporarilyUnavailableProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 503;
            title: string;
            /** @constant */
            type: "urn:custos:problem:temporarily-unavailable";
        };
        /** @enum {string} */
        TermState: "not-begun" | "current" | "ending" | "expired";
        TextFinding: {
            /** @description After the last code unit. */
            end: number;
            /** @description Which of the messages it is in, from 0. */
            message?: number;
            /** @description How sure it is: 1 where a checksum confirms it. */
            score: number;
            /** @description First UTF-16 code unit in the text as it was sent. */
            start: number;
            /** @enum {string} */
            type: "email" | "phone" | "payment-card" | "iban" | "ip-address" | "mac-address" | "url" | "national-id" | "date-of-birth" | "postal-address" | "person" | "location" | "organisation" | "secret" | "username" | "device-id";
        };
        TextMessage: {
            content: string;
            /** @description As the model has it; comes back as it is. */
            role: string;
        };
        /** @enum {string} */
        TimelineEvent: "received" | "identity-required" | "approval-required" | "in-progress" | "completed" | "partially-completed" | "denied" | "cancelled" | "failed" | "identity-checked" | "mandate-checked" | "approved" | "appealed" | "appeal-answered" | "carried-out-again" | "retried" | "overdue" | "paused" | "resumed" | "extended" | "export-ready" | "export-deleted" | "erasure-paused" | "erasure-resumed" | "person-fenced" | "keys-destroyed" | "data-purged" | "erasure-verified" | "system-done" | "system-not-applicable" | "system-waits-for-staff" | "certificate-issued" | "erasure-final" | "residue-found" | "overtaken-by-erasure" | "hold-released" | "held-data-erased" | "withheld-read" | "lifting-announced" | "lifting-called-off" | "restriction-lifted" | "correction-accepted" | "correction-refused" | "correction-applied";
        /** @description Too many requests. */
        TooManyRequestsProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 429;
            title: string;
            /** @constant */
            type: "urn:custos:problem:too-many-requests";
        };
        TrainedOn: {
            /** @description Models that were trained on the set; they stay trained when a person leaves it. */
            models: {
                name: string;
                /** @enum {string} */
                state: "planned" | "trained" | "approved" | "deployed" | "retired";
                title: string;
                /** Format: date-time */
                trainedAt: string;
                version: string;
            }[];
            purpose: string;
            /** @description Records of the person in the set, as it was built. */
            records: number;
            /** Format: date-time */
            since: string;
            /**
             * @description Of the set, as it is now.
             * @enum {string}
             */
            state?: "building" | "ready" | "stale" | "expired" | "failed" | "rejected";
            /** @description Of the purpose, in the language of the settings. */
            title: string;
            /** Format: uuid */
            trainingSetId: string;
        };
        TrainingExclusion: {
            /**
             * Format: date-time
             * @description When they left the set.
             */
            at: string;
            /** @description Lines that you drop, and do not train on again. */
            recordIds: string[];
        };
        TrainingSet: {
            /** @description What was asked of its groups; also while people leave it. */
            anonymity?: {
                k: number;
                l?: number;
                quasi: string[];
                sensitive?: string[];
            };
            /** Format: date-time */
            builtAt?: string;
            categories: string[];
            /** @description Records by category, when it was built. */
            counts: {
                [key: string]: number;
            };
            /** @description Records that were asked for and are not in it, by the first reason. */
            excludedBy: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @description When its files are deleted.
             */
            expiresAt: string;
            /** @description Groups that are too small, of a rejected set or of one that ended because people left it. */
            failingGroups?: number;
            /** Format: date-time */
            from?: string;
            /** @description What left it since it was built, by UTC day: records, and people without any more. */
            left: {
                [key: string]: {
                    people: number;
                    records: number;
                };
            };
            /** @description A link to the manifest: JSON Lines of {recordId, sha256 of the line in its shard}, valid for five minutes. */
            manifest?: {
                /** Format: date-time */
                expiresAt: string;
                /** Format: uri */
                url: string;
            };
            /** @description Of the manifest. */
            manifestSha256?: string;
            /** @description Root of the hash tree over the lines of the manifest (RFC 6962 section 2.1). */
            merkleRoot?: string;
            /** @description Whose records it had when it was built. */
            people: number;
            policyVersion: string;
            purpose: string;
            /** Format: date-time */
            requestedAt: string;
            /** @description JSON Lines of {recordId, category, content, salt}. */
            shards: {
                number: number;
                rows: number;
                /** @description Of the file as it is now. */
                sha256: string;
                /** @description Path of this API. */
                url: string;
            }[];
            /**
             * @description `stale`: people left it longer ago than the policy allows; build another one. `expired`, `failed`, `rejected`: its files are deleted. `rejected`: groups of its quasi-identifiers are too small.
             * @enum {string}
             */
            state: "building" | "ready" | "stale" | "expired" | "failed" | "rejected";
            /** Format: date-time */
            to?: string;
            /** Format: uuid */
            trainingSetId: string;
        };
        TrainingSetOfCard: {
            /** Format: date-time */
            builtAt?: string;
            categories: string[];
            /** Format: date-time */
            from?: string;
            /** @description Of its manifest, in hex (RFC 6962). */
            merkleRoot?: string;
            /** @description `fewer than 5` where it is. */
            people?: number | "fewer than 5";
            purpose: string;
            /** @description Absent for a set of few people. */
            records?: number;
            /** @description Of the set, as it is now. */
            state: string;
            /** Format: date-time */
            to?: string;
            /** Format: uuid */
            trainingSetId: string;
        };
        /** @description A valid access token is required. */
        UnauthenticatedProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 401;
            title: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "urn:custos:problem:unauthenticated";
        };
        /** @enum {string} */
        UnchangedReason: "nothing-to-stop" | "stopped-before" | "without-effect" | "restricted-before" | "not-registered" | "being-erased" | "nothing-held";
        UninformedPeople: {
            items: components["schemas"]["UninformedPerson"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
        };
        UninformedPerson: {
            /**
             * Format: date
             * @description The last day on which the law lets the person be informed.
             */
            informBy: string;
            overdue: boolean;
            recipient: string;
            /** Format: uuid */
            subjectId: string;
        };
        /** @description The body must be application/json. */
        UnsupportedMediaTypeProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the response. */
            requestId: string;
            /** @constant */
            status: 415;
            title: string;
            /** @constant */
            type: "urn:custos:problem:unsupported-media-type";
        };
        /** @description What became of a file, for a day. */
        Upload: {
            /**
             * @description Why nothing of the file was kept.
             * @enum {string}
             */
            because?: "wrong-size" | "wrong-hash" | "malware" | "unscannable" | "type-mismatch" | "truncated" | "malformed" | "polyglot" | "too-complex" | "too-many-pixels" | "not-permitted" | "processing-restricted" | "processing-frozen" | "subject-erased" | "already-expired" | "announcement-ended";
            /** Format: uuid */
            recordId: string;
            /**
             * @description waiting: for the file, or for its check. kept: the record is there. refused: nothing of the file is left.
             * @enum {string}
             */
            state: "waiting" | "kept" | "refused";
        };
        /** @description What erasure keeps, on which ground, until when. */
        WithheldItem: {
            /** @description A category of the policy, `consent-evidence` or `request-evidence`. */
            category: string;
            count: number;
            ground: string;
            reference: string;
            /** Format: date-time */
            until?: string;
        };
        WithheldQuery: {
            /** @description Of this category only. */
            category?: string;
            /** @description The `nextCursor` of the page before; the list begins without it. */
            cursor?: string;
            /**
             * @description For which it is read.
             * @enum {string}
             */
            ground: "legal-obligation" | "legal-claims" | "public-interest-task";
            /**
             * @description Most items of a page.
             * @default 25
             */
            limit: number;
        };
    };
    responses: {
        /** @description The request conflicts with the current state. */
        conflict: {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConflictProblem"];
            };
        };
        /** @description The request conflicts with the current state. Or: Something holds the approval back. */
        "conflict.approval-held-back": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConflictProblem"] | components["schemas"]["ApprovalHeldBackProblem"];
            };
        };
        /** @description The request conflicts with the current state. Or: Deletion is suspended for this data. */
        "conflict.deletion-suspended": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConflictProblem"] | components["schemas"]["DeletionSuspendedProblem"];
            };
        };
        /** @description The request conflicts with the current state. Or: This takes a formal request. Or: Deletion is suspended for this data. */
        "conflict.formal-request-required.deletion-suspended": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConflictProblem"] | components["schemas"]["FormalRequestRequiredProblem"] | components["schemas"]["DeletionSuspendedProblem"];
            };
        };
        /** @description The request conflicts with the current state. Or: A request of this kind is already open. Or: The same request is still being carried out. */
        "conflict.request-already-open.request-in-progress": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "retry-after": components["headers"]["retry-after"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConflictProblem"] | components["schemas"]["RequestAlreadyOpenProblem"] | components["schemas"]["RequestInProgressProblem"];
            };
        };
        /** @description The request conflicts with the current state. Or: The same request is still being carried out. */
        "conflict.request-in-progress": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "retry-after": components["headers"]["retry-after"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConflictProblem"] | components["schemas"]["RequestInProgressProblem"];
            };
        };
        /** @description The request conflicts with the current state. Or: The same request is still being carried out. Or: A newer notice has replaced this one. Or: This person was erased. */
        "conflict.request-in-progress.notice-superseded.subject-erased": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "retry-after": components["headers"]["retry-after"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConflictProblem"] | components["schemas"]["RequestInProgressProblem"] | components["schemas"]["NoticeSupersededProblem"] | components["schemas"]["SubjectErasedProblem"];
            };
        };
        /** @description The request conflicts with the current state. Or: The same request is still being carried out. Or: This person was erased. */
        "conflict.request-in-progress.subject-erased": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "retry-after": components["headers"]["retry-after"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConflictProblem"] | components["schemas"]["RequestInProgressProblem"] | components["schemas"]["SubjectErasedProblem"];
            };
        };
        /** @description The request conflicts with the current state. Or: This person was erased. */
        "conflict.subject-erased": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ConflictProblem"] | components["schemas"]["SubjectErasedProblem"];
            };
        };
        /** @description Something went wrong on our side. */
        "internal-error": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InternalErrorProblem"];
            };
        };
        /** @description The input does not fit the contract. */
        "invalid-input": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidInputProblem"];
            };
        };
        /** @description The input does not fit the contract. Or: This Idempotency-Key came with another body. */
        "invalid-input.idempotency-key-reused": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidInputProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
            };
        };
        /** @description Nothing was found here. */
        "not-found": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["NotFoundProblem"];
            };
        };
        /** @description The body is too large. */
        "payload-too-large": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PayloadTooLargeProblem"];
            };
        };
        /** @description The resource changed meanwhile. */
        "precondition-failed": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
            };
        };
        /** @description The range is outside of the file. */
        "range-not-satisfiable": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RangeNotSatisfiableProblem"];
            };
        };
        /** @description The same request is still being carried out. */
        "request-in-progress": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "retry-after": components["headers"]["retry-after"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RequestInProgressProblem"];
            };
        };
        /** @description The same request is still being carried out. Or: This person was erased. */
        "request-in-progress.subject-erased": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "retry-after": components["headers"]["retry-after"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RequestInProgressProblem"] | components["schemas"]["SubjectErasedProblem"];
            };
        };
        /** @description The access token lacks the scope for this. */
        "scope-missing": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "www-authenticate": components["headers"]["www-authenticate"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ScopeMissingProblem"];
            };
        };
        /** @description The access token lacks the scope for this. Or: Processing is frozen during an incident. */
        "scope-missing.processing-frozen": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "www-authenticate": components["headers"]["www-authenticate"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ScopeMissingProblem"] | components["schemas"]["ProcessingFrozenProblem"];
            };
        };
        /** @description The access token lacks the scope for this. Or: This processing is not permitted. Or: Processing is frozen during an incident. Or: Processing is restricted for this person. */
        "scope-missing.processing-not-permitted.processing-frozen.processing-restricted": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "www-authenticate": components["headers"]["www-authenticate"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ScopeMissingProblem"] | components["schemas"]["ProcessingNotPermittedProblem"] | components["schemas"]["ProcessingFrozenProblem"] | components["schemas"]["ProcessingRestrictedProblem"];
            };
        };
        /** @description The access token lacks the scope for this. Or: Sign in with a second factor to do this. */
        "scope-missing.second-factor-required": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "www-authenticate": components["headers"]["www-authenticate"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ScopeMissingProblem"] | components["schemas"]["SecondFactorRequiredProblem"];
            };
        };
        /** @description This person was erased. */
        "subject-erased": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["SubjectErasedProblem"];
            };
        };
        /** @description Try again in a moment. */
        "temporarily-unavailable": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "retry-after": components["headers"]["retry-after"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TemporarilyUnavailableProblem"];
            };
        };
        /** @description Too many requests. */
        "too-many-requests": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "retry-after": components["headers"]["retry-after"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
            };
        };
        /** @description A valid access token is required. */
        unauthenticated: {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "www-authenticate": components["headers"]["www-authenticate"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnauthenticatedProblem"];
            };
        };
        /** @description A valid access token is required. Or: Sign in again to do this. */
        "unauthenticated.recent-authentication-required": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "www-authenticate": components["headers"]["www-authenticate"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnauthenticatedProblem"] | components["schemas"]["RecentAuthenticationRequiredProblem"];
            };
        };
        /** @description The body must be application/json. */
        "unsupported-media-type": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
            };
        };
    };
    parameters: {
        /**
         * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
         * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
         */
        "idempotency-key": string;
        /**
         * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
         * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
         */
        "idempotency-key-optional": string;
        /** @description The `ETag` of what is changed, as it was last read. */
        "if-match": string;
        /** @description The `ETag` of the copy at hand. */
        "if-none-match": string;
        /** @description The `ETag` of the part at hand: the range is only sent of the same file. */
        "if-range": string;
        /**
         * @description One range of bytes; several are answered with the whole file (RFC 9110 section 14).
         * @example bytes=0-1048575
         */
        range: string;
    };
    requestBodies: never;
    headers: {
        /** @description How long the response may be stored. */
        "cache-control": string;
        /** @description Present when the response is the first response to the same Idempotency-Key. */
        "idempotency-replayed": "true";
        /** @description Never stored: the response is about one person, or about one call. */
        "no-store": "no-store";
        /** @description Seconds to wait before the same call is sent again. */
        "retry-after": string;
        /** @description The challenge of RFC 6750 or RFC 9470. API Gateway may call it `x-amzn-remapped-www-authenticate`; the document says the same. */
        "www-authenticate": string;
        /** @description Identifies this call in every log line. */
        "x-request-id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getGpcSupport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resource that W3C Global Privacy Control defines */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "gpc": true,
                     *       "lastUpdate": "2026-11-01"
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        gpc: true;
                        /**
                         * Format: date
                         * @description Since when.
                         */
                        lastUpdate?: string;
                    };
                };
            };
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readAggregates: {
        parameters: {
            query: {
                /** @description Dimensions with a comma between them: `model` or `model,language`; empty for the total. Everything that is published when absent. */
                by?: string;
                /** @description A measure that the policy declares. */
                measure: string;
                /** @description 2026-11-28, 2026-W48 or 2026-11, as the measure has them; the last closed one when absent. */
                period?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The release of the period: always the same figures, however often it is read */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description `accept`: the type of the response depends on it. */
                    vary: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Aggregates"];
                    /**
                     * @example period,language,count,error,sum,sumError,suppressed
                     *     2026-W48,de,412,45,1630,225,
                     *     2026-W48,en,958,45,3911,225,
                     *     2026-W48,fr,,,,,true
                     *     2026-W48,other,,,,,true
                     */
                    "text/csv": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listMeasures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The measures of the policy in force */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "measure": "answer-ratings",
                     *           "title": "Ratings of answers",
                     *           "period": "P1W",
                     *           "dimensions": [
                     *             "model",
                     *             "language"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Measures"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    recordAutomatedDecision: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "user-id",
                 *         "value": "u-4711"
                 *       },
                 *       "system": "upload-limits",
                 *       "outcome": {
                 *         "value": "Uploads are limited to ten a day",
                 *         "favourable": false,
                 *         "score": 0.91
                 *       },
                 *       "mainFactors": [
                 *         "300 uploads within one hour",
                 *         "Three uploads were reported as abuse"
                 *       ],
                 *       "logic": "Counts uploads and reports of the last 24 hours; from a score of 0.9 uploads are limited.",
                 *       "at": "2026-11-24T10:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewAutomatedDecision"];
            };
        };
        responses: {
            /** @description Stored under the key of its category */
            201: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "automatedDecisionId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12",
                     *       "reviewableUntil": "2028-11-24T10:00:00.000Z"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description What a request of the kind `human-review` names.
                         */
                        automatedDecisionId: string;
                        /**
                         * Format: date-time
                         * @description Until then a human can review it; then it is deleted. Absent while its end is suspended.
                         */
                        reviewableUntil?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-not-permitted.processing-frozen.processing-restricted"];
            404: components["responses"]["not-found"];
            409: components["responses"]["request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    labelAutomatedDecisions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 256 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "automatedDecisionId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12",
                 *           "subject": {
                 *             "type": "user-id",
                 *             "value": "u-4711"
                 *           },
                 *           "label": true
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewDecisionLabels"];
            };
        };
        responses: {
            /** @description One outcome each, in their order: stored until the report of the period is made. Send it again as often as you like */
            207: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "status": 204
                     *         },
                     *         {
                     *           "status": 409,
                     *           "problem": {
                     *             "type": "urn:custos:problem:conflict",
                     *             "title": "The request conflicts with the current state",
                     *             "status": 409,
                     *             "detail": "The report of the period of this decision is due: no label enters it."
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DecisionLabels"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    postConsent: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "email",
                 *         "value": "ada@example.org"
                 *       },
                 *       "purpose": "improvement",
                 *       "state": "given",
                 *       "notice": {
                 *         "id": "privacy",
                 *         "version": "3f6c2a9d1e4b5a70"
                 *       },
                 *       "locale": "en",
                 *       "method": "privacy-centre"
                 *     }
                 */
                "application/json": components["schemas"]["ConsentOfPerson"];
            };
        };
        responses: {
            /** @description Recorded */
            201: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "consent": {
                     *         "purpose": "improvement",
                     *         "state": "given",
                     *         "default": "deny",
                     *         "basis": "consent",
                     *         "since": "2026-11-24T09:00:00.000Z",
                     *         "validUntil": "2028-11-24T09:00:00.000Z",
                     *         "noticeId": "privacy",
                     *         "noticeVersion": "3f6c2a9d1e4b5a70",
                     *         "effect": "processing-permitted"
                     *       },
                     *       "receipt": "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl"
                     *     }
                     */
                    "application/json": components["schemas"]["RecordedConsent"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-frozen"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.request-in-progress.notice-superseded.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    importConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "subject": {
                 *             "type": "email",
                 *             "value": "ada@example.org"
                 *           },
                 *           "purpose": "improvement",
                 *           "state": "given",
                 *           "at": "2025-03-01T10:00:00Z",
                 *           "source": "crm-2024"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ConsentImport"];
            };
        };
        responses: {
            /** @description One outcome per line, in the order of the lines */
            207: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "status": 201,
                     *           "outcome": "imported-unproven",
                     *           "recordId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11"
                     *         },
                     *         {
                     *           "status": 200,
                     *           "outcome": "refusal-stands"
                     *         },
                     *         {
                     *           "status": 404,
                     *           "problem": {
                     *             "type": "urn:custos:problem:not-found",
                     *             "title": "Nothing was found here",
                     *             "status": 404,
                     *             "detail": "Import the person first."
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            outcome?: "imported" | "imported-unproven" | "imported-pending" | "confirmed" | "awaits-second-approver" | "already-imported" | "newer-choice-stands" | "refusal-stands";
                            problem?: components["schemas"]["ItemRefusal"];
                            /** Format: uuid */
                            recordId?: string;
                            status: number;
                        }[];
                    };
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Last part of `receipt_id`; the person has it.
                 * @example 019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11
                 */
                receiptId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is kept, and until when */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "receiptId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *       "purpose": "improvement",
                     *       "state": "given",
                     *       "at": "2026-11-24T09:00:00.000Z",
                     *       "basis": "consent",
                     *       "jurisdiction": "gdpr",
                     *       "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *       "validUntil": "2028-11-24T09:00:00.000Z",
                     *       "keptUntil": "2035-11-24T09:00:00.000Z",
                     *       "document": {
                     *         "schema_version": "ISO/IEC TS 27560:2023",
                     *         "record_id": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *         "purpose": "improvement",
                     *         "event_state": "given"
                     *       }
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description The facts of an applicable law were not reviewed: they are advisory.
                         * @constant
                         */
                        advisory?: true;
                        /** Format: date-time */
                        at: string;
                        basis?: components["schemas"]["LegalBasis"];
                        /** @description The receipt; absent once the key of the evidence is destroyed. */
                        document?: {
                            [key: string]: unknown;
                        };
                        jurisdiction: components["schemas"]["Jurisdiction"];
                        /**
                         * Format: date-time
                         * @description When the evidence is deleted.
                         */
                        keptUntil: string;
                        /** @description `sha256:` and the content hash of the policy that applied. */
                        policyVersion: string;
                        purpose: string;
                        /** Format: uuid */
                        receiptId: string;
                        state: components["schemas"]["ConsentChoice"];
                        /**
                         * Format: date-time
                         * @description When a given consent ends.
                         */
                        validUntil?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    decide: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Questions"];
            };
        };
        responses: {
            /** @description The decision, or {items} with one for each question in its order */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decision"] | components["schemas"]["Decisions"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    recordDisclosures: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 512 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDisclosures"];
            };
        };
        responses: {
            /** @description Covered by an agreement, permitted and recorded: give the data now */
            201: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "disclosureId": "019ac0de-7e57-7000-8000-0123456789ba"
                     *     }
                     */
                    "application/json": components["schemas"]["RecordedDisclosure"];
                };
            };
            /** @description For `items`: one outcome each, in their order */
            207: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "status": 201,
                     *           "disclosureId": "019ac0de-7e57-7000-8000-0123456789ba"
                     *         },
                     *         {
                     *           "status": 403,
                     *           "problem": {
                     *             "type": "urn:custos:problem:processing-not-permitted",
                     *             "title": "This processing is not permitted",
                     *             "status": 403,
                     *             "detail": "No agreement of the policy that is in force covers this disclosure.",
                     *             "errors": [
                     *               {
                     *                 "pointer": "/items/1/recipient",
                     *                 "message": "this disclosure is denied: agreement-expired"
                     *               }
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RecordedDisclosures"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-not-permitted.processing-frozen.processing-restricted"];
            404: components["responses"]["not-found"];
            409: components["responses"]["request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readErasures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "paused",
                     *       "peoplePerHour": 50,
                     *       "people": 51,
                     *       "pause": {
                     *         "pausedAt": "2026-11-24T10:12:31.000Z",
                     *         "people": 51,
                     *         "peoplePerHour": 50
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Erasures"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    resumeErasures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "hours": 4
                 *     }
                 */
                "application/json": components["schemas"]["ResumedErasures"];
            };
        };
        responses: {
            /** @description The state */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "running",
                     *       "peoplePerHour": 50,
                     *       "people": 51,
                     *       "pause": {
                     *         "pausedAt": "2026-11-24T10:12:31.000Z",
                     *         "people": 51,
                     *         "peoplePerHour": 50,
                     *         "resumedAt": "2026-11-24T10:40:00.000Z",
                     *         "resumedUntil": "2026-11-24T14:40:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Erasures"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readFairness: {
        parameters: {
            query: {
                /** @description The period that was reported last, when absent. */
                period?: string;
                /** @description A system of `fairness` in the policy. */
                system: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report of the period: always the same figures, however often it is read */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description `accept`: the type of the response depends on it. */
                    vary: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reportId": "upload-limits.2026-11",
                     *       "system": "upload-limits",
                     *       "title": "Limits of uploads",
                     *       "period": "2026-11",
                     *       "reportedAt": "2026-12-14T23:20:31.000Z",
                     *       "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *       "n": 1749,
                     *       "leftOut": 12,
                     *       "unknown": 0,
                     *       "minimumGroup": 20,
                     *       "by": [
                     *         "residence"
                     *       ],
                     *       "missing": 0.02,
                     *       "groups": [
                     *         {
                     *           "group": {
                     *             "residence": "DE"
                     *           },
                     *           "suppressed": false,
                     *           "people": 812,
                     *           "n": 1204,
                     *           "selectionRate": 0.81,
                     *           "interval": [
                     *             0.787,
                     *             0.831
                     *           ]
                     *         },
                     *         {
                     *           "group": {
                     *             "residence": "GB"
                     *           },
                     *           "suppressed": false,
                     *           "people": 344,
                     *           "n": 510,
                     *           "selectionRate": 0.62,
                     *           "interval": [
                     *             0.577,
                     *             0.661
                     *           ]
                     *         },
                     *         {
                     *           "group": {
                     *             "residence": "CH"
                     *           },
                     *           "suppressed": true
                     *         }
                     *       ],
                     *       "metrics": {
                     *         "demographicParityDifference": 0.19,
                     *         "demographicParityRatio": 0.765
                     *       },
                     *       "intervals": {
                     *         "demographicParityDifference": [
                     *           0.143,
                     *           0.238
                     *         ],
                     *         "demographicParityRatio": [
                     *           0.711,
                     *           0.821
                     *         ]
                     *       },
                     *       "pValues": {
                     *         "demographicParityDifference": 0.001,
                     *         "demographicParityRatio": 0.001
                     *       },
                     *       "verdicts": [
                     *         {
                     *           "metric": "demographicParityRatio",
                     *           "value": 0.765,
                     *           "threshold": 0.8,
                     *           "kind": "possible"
                     *         }
                     *       ],
                     *       "comparisons": [],
                     *       "breached": [
                     *         "demographicParityRatio"
                     *       ],
                     *       "seed": "upload-limits.2026-11",
                     *       "resamples": 1000,
                     *       "review": {
                     *         "owner": "fairness@example.com",
                     *         "dueAt": "2026-12-28T23:20:31.000Z",
                     *         "state": "in-progress",
                     *         "openedAt": "2026-12-14T23:20:31.000Z",
                     *         "changedAt": "2026-12-15T09:00:00.000Z",
                     *         "measure": "Reports of abuse are weighed by country of the reporter; the weights are checked."
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FairnessReport"];
                    /**
                     * @example by,group,figure,value,low,high,n,pValue,threshold,verdict
                     *     residence,DE,people,812,,,,,,
                     *     residence,DE,outcomes,1204,,,,,,
                     *     residence,DE,selectionRate,0.81,0.787,0.831,1204,,,
                     *     residence,GB,people,344,,,,,,
                     *     residence,GB,outcomes,510,,,,,,
                     *     residence,GB,selectionRate,0.62,0.577,0.661,510,,,
                     *     residence,CH,suppressed,,,,,,,
                     *     residence,,missing,0.02,,,,,,
                     *     residence,,demographicParityDifference,0.19,0.143,0.238,,0.001,,
                     *     residence,,demographicParityRatio,0.765,0.711,0.821,,0.001,0.8,possible
                     */
                    "text/csv": string;
                    /**
                     * @example <!doctype html>
                     *         <html lang="en" dir="ltr">
                     *           <head>
                     *             <meta charset="utf-8" />
                     *             <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-RK36F51/5VAmphnWThMDKNsJC9D39T/fKCxDseXBFSI='; base-uri 'none'; form-action 'none'" />
                     *             <meta name="viewport" content="width=device-width, initial-scale=1" />
                     *             <meta name="referrer" content="no-referrer" />
                     *             <title>Fairness of Limits of uploads, 2026-11</title>
                     *             <style>:root{color-scheme:light dark;--text:#1b1f24;--soft:#4b5560;--page:#f6f7f9;--card:#fff;--line:#c9d0d8;--first:#0b4f8a;--second:#a33b00;--bad:#a4161a;--bad-page:#fdecec;--warn:#7a5200;--warn-page:#fff6dd;--good:#1d6b36;--good-page:#e7f5ea}
                     *     @media (prefers-color-scheme:dark){:root{--text:#e8ebef;--soft:#b4bcc6;--page:#14171b;--card:#1d2127;--line:#454d57;--first:#8fc4ff;--second:#ffb089;--bad:#ff9c9c;--bad-page:#3a1d1f;--warn:#e7c163;--warn-page:#33290f;--good:#8ddca4;--good-page:#173021}}
                     *     *{box-sizing:border-box}
                     *     body{margin:0;background:var(--page);color:var(--text);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
                     *     header,main,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
                     *     header{padding-top:2rem}
                     *     h1{font-size:2rem;line-height:1.2;margin:0 0 .25rem}
                     *     h2{font-size:1.4rem;line-height:1.3;margin:3rem 0 .75rem}
                     *     h3{font-size:1.1rem;margin:0 0 .5rem}
                     *     p{margin:.5rem 0}
                     *     .soft,caption,footer{color:var(--soft)}
                     *     .facts{display:flex;flex-wrap:wrap;gap:.75rem 2.5rem;margin:1.25rem 0}
                     *     .facts dt{color:var(--soft);font-size:.9rem}
                     *     .facts dd{margin:0;font-size:1.35rem;font-weight:600;font-variant-numeric:tabular-nums}
                     *     .facts dd.words{font-size:1rem;font-weight:400}
                     *     .note{border:1px solid var(--line);border-inline-start:.35rem solid var(--first);border-radius:.3rem;background:var(--card);padding:.7rem 1rem;margin:1rem 0}
                     *     .note.established{border-inline-start-color:var(--bad)}
                     *     .note.possible,.note.unclear{border-inline-start-color:var(--warn)}
                     *     .note.within{border-inline-start-color:var(--good)}
                     *     .badge{display:inline-block;border-radius:.3rem;padding:.05rem .5rem;font-weight:600;white-space:nowrap}
                     *     .badge.established{background:var(--bad-page);color:var(--bad)}
                     *     .badge.possible,.badge.unclear{background:var(--warn-page);color:var(--warn)}
                     *     .badge.within{background:var(--good-page);color:var(--good)}
                     *     .card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.15rem;margin:1rem 0}
                     *     .wide{overflow-x:auto}
                     *     .wide:focus-visible{outline:3px solid var(--first);outline-offset:2px}
                     *     .panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1rem}
                     *     .panels figure{margin:0}
                     *     figure{margin:0}
                     *     figcaption{color:var(--soft);margin:0 0 .4rem}
                     *     svg{display:block;width:100%;height:auto}
                     *     .bars{min-width:34rem;max-width:62rem}
                     *     svg text{fill:var(--text);font:13px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;font-variant-numeric:tabular-nums}
                     *     svg .quiet{fill:var(--soft)}
                     *     svg .grid{stroke:var(--line);stroke-width:1}
                     *     svg .limit{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:5 4}
                     *     svg .limit-text{fill:var(--bad)}
                     *     svg .ideal{stroke:var(--soft);stroke-width:1;stroke-dasharray:3 3}
                     *     svg .range{stroke:currentColor;stroke-width:2.5;stroke-linecap:round;opacity:.55}
                     *     svg .curve{fill:none;stroke:currentColor;stroke-width:1.5}
                     *     svg .mark{fill:currentColor}
                     *     .first{color:var(--first)}
                     *     .second{color:var(--second)}
                     *     table+table,.wide+.wide{margin-top:1.5rem}
                     *     table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
                     *     caption{text-align:start;padding:.35rem 0;font-weight:600}
                     *     th,td{border-bottom:1px solid var(--line);padding:.4rem .7rem .4rem 0;text-align:start;vertical-align:top}
                     *     thead th{color:var(--soft);font-weight:400;vertical-align:bottom}
                     *     tbody th{font-weight:600}
                     *     .number{text-align:end;white-space:nowrap}
                     *     .number small{display:block;color:var(--soft);font-size:.82rem}
                     *     summary{cursor:pointer;padding:.35rem 0;color:var(--first)}
                     *     summary:focus-visible{outline:3px solid var(--first);outline-offset:2px;border-radius:2px}
                     *     footer{padding-top:1rem;padding-bottom:3rem}
                     *     footer h2{color:var(--text)}
                     *     dl.terms dt{font-weight:600;color:var(--text);margin-top:.75rem}
                     *     dl.terms dd{margin:0}
                     *     @media print{:root{--text:#000;--soft:#333;--page:#fff;--card:#fff;--line:#888}body{font-size:10pt}.card,tr,figure{break-inside:avoid}h2,h3{break-after:avoid}.wide{overflow:visible}details::details-content{content-visibility:visible;block-size:auto}}</style>
                     *           </head>
                     *           <body>
                     *             <header>
                     *         <h1>Fairness: Limits of uploads</h1>
                     *         <p class="soft">Automated decisions of 2026-11</p>
                     *         <dl class="facts">
                     *           <div>
                     *             <dt>Outcomes</dt>
                     *             <dd>1,749</dd>
                     *           </div>
                     *           <div>
                     *             <dt>Smallest group shown</dt>
                     *             <dd>20 people</dd>
                     *           </div>
                     *           <div>
                     *             <dt>Compared by</dt>
                     *             <dd class="words">
                     *               residence
                     *             </dd>
                     *           </div>
                     *         </dl>
                     *       </header>
                     *             <main>
                     *               <section aria-labelledby="results">
                     *                 <h2 id="results">Results</h2>
                     *                 <p class="note possible">
                     *           <span class="badge possible">Breached, may be chance</span> <strong>Demographic parity, ratio</strong>, by
                     *           residence: 0.765
                     *           (0.711 to 0.821); threshold
                     *           0.800.
                     *         </p>
                     *               </section>
                     *               <section aria-labelledby="comparison-0">
                     *         <h2 id="comparison-0">By residence</h2>
                     *         <p class="soft">The residence is not known for 2.0% of the outcomes; one group is not shown.</p>
                     *         <div class="card">
                     *           <h3>Selection rate</h3>
                     *           <p class="soft">Mark: rate. Line: interval of 95%.</p>
                     *           <div class="wide" role="region" aria-label="Chart of selection rates" tabindex="0">
                     *             <svg
                     *         class="bars"
                     *         viewBox="0 0 760 130"
                     *         role="img"
                     *         aria-labelledby="comparison-0-selection-title comparison-0-selection-description"
                     *       >
                     *         <title id="comparison-0-selection-title">Selection rate by group</title>
                     *         <desc id="comparison-0-selection-description">DE: 81.0%; GB: 62.0%</desc>
                     *         <line class="grid" x1="190" x2="190" y1="38" y2="104" />
                     *               <text class="quiet" x="190" y="122" text-anchor="middle">
                     *                 0%
                     *               </text>
                     *     <line class="grid" x1="286" x2="286" y1="38" y2="104" />
                     *               <text class="quiet" x="286" y="122" text-anchor="middle">
                     *                 20%
                     *               </text>
                     *     <line class="grid" x1="382" x2="382" y1="38" y2="104" />
                     *               <text class="quiet" x="382" y="122" text-anchor="middle">
                     *                 40%
                     *               </text>
                     *     <line class="grid" x1="478" x2="478" y1="38" y2="104" />
                     *               <text class="quiet" x="478" y="122" text-anchor="middle">
                     *                 60%
                     *               </text>
                     *     <line class="grid" x1="574" x2="574" y1="38" y2="104" />
                     *               <text class="quiet" x="574" y="122" text-anchor="middle">
                     *                 80%
                     *               </text>
                     *     <line class="grid" x1="670" x2="670" y1="38" y2="104" />
                     *               <text class="quiet" x="670" y="122" text-anchor="middle">
                     *                 100%
                     *               </text>
                     *
                     *         <line class="limit" x1="501" x2="501" y1="30" y2="104" />
                     *           <text
                     *             class="limit-text"
                     *             x="495"
                     *             y="30"
                     *             text-anchor="end"
                     *           >
                     *             80% of the highest rate
                     *           </text>
                     *         <text x="178" y="63" text-anchor="end">
                     *           DE
                     *         </text>
                     *         <g class="first">
                     *             <line class="range" x1="567.8" x2="588.9" y1="59" y2="59" />
                     *             <circle class="mark" cx="578.8" cy="59" r="5" />
                     *             <text x="684" y="63">81.0%</text>
                     *           </g>
                     *     <text x="178" y="93" text-anchor="end">
                     *           GB
                     *         </text>
                     *         <g class="first">
                     *             <line class="range" x1="467" x2="507.3" y1="89" y2="89" />
                     *             <circle class="mark" cx="487.6" cy="89" r="5" />
                     *             <text x="684" y="93">62.0%</text>
                     *           </g>
                     *       </svg>
                     *           </div>
                     *         </div>
                     *
                     *         <div class="wide" role="region" aria-label="Groups by residence" tabindex="0">
                     *         <table>
                     *           <caption>
                     *             Rates with their interval of 95%.
                     *           </caption>
                     *           <thead>
                     *             <tr>
                     *               <th scope="col" >Group</th>
                     *     <th scope="col"  class="number">People</th>
                     *     <th scope="col"  class="number">Outcomes</th>
                     *     <th scope="col"  class="number">Selection rate</th>
                     *     <th scope="col"  class="number">True positive rate</th>
                     *     <th scope="col"  class="number">False positive rate</th>
                     *     <th scope="col"  class="number">Mean score</th>
                     *     <th scope="col"  class="number">Calibration error</th>
                     *     <th scope="col"  class="number">Brier score</th>
                     *             </tr>
                     *           </thead>
                     *           <tbody>
                     *             <tr>
                     *                   <th scope="row">DE</th>
                     *                   <td class="number">812</td>
                     *     <td class="number">1,204</td>
                     *     <td class="number">81.0%<small>78.7% to 83.1%</small></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *                 </tr>
                     *     <tr>
                     *                   <th scope="row">GB</th>
                     *                   <td class="number">344</td>
                     *     <td class="number">510</td>
                     *     <td class="number">62.0%<small>57.7% to 66.1%</small></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *                 </tr>
                     *     <tr>
                     *                   <th scope="row">CH</th>
                     *                   <td class="number"><span class="soft">not shown</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *                 </tr>
                     *           </tbody>
                     *         </table>
                     *       </div> <div class="wide" role="region" aria-label="Metrics by residence" tabindex="0">
                     *         <table>
                     *           <caption>
                     *             How far the groups are apart.
                     *           </caption>
                     *           <thead>
                     *             <tr>
                     *               <th scope="col" >Metric</th>
                     *     <th scope="col"  class="number">Value</th>
                     *     <th scope="col"  class="number">p-value</th>
                     *     <th scope="col"  class="number">Threshold</th>
                     *     <th scope="col"  class="number">Result</th>
                     *             </tr>
                     *           </thead>
                     *           <tbody>
                     *             <tr>
                     *                   <th scope="row">Demographic parity, difference</th>
                     *                   <td class="number">19.0 points<small>14.3 to 23.8 points</small></td>
                     *     <td class="number">0.001</td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *     <td class="number"><span class="soft">–</span></td>
                     *                 </tr>
                     *     <tr>
                     *                   <th scope="row">Demographic parity, ratio</th>
                     *                   <td class="number">0.765<small>0.711 to 0.821</small></td>
                     *     <td class="number">0.001</td>
                     *     <td class="number">0.800</td>
                     *     <td class="number"><span class="badge possible">Breached, may be chance</span></td>
                     *                 </tr>
                     *           </tbody>
                     *         </table>
                     *       </div>
                     *
                     *       </section>
                     *             </main>
                     *             <footer>
                     *         <h2>What the words mean</h2>
                     *         <dl class="terms">
                     *           <dt>Selection rate</dt>
                     *                 <dd>Share of the outcomes of a group that were favourable.</dd>
                     *     <dt>True positive rate</dt>
                     *                 <dd>Share of outcomes with a true label that were favourable.</dd>
                     *     <dt>False positive rate</dt>
                     *                 <dd>Share of outcomes with a false label that were favourable.</dd>
                     *     <dt>Demographic parity</dt>
                     *                 <dd>Compares the highest and the lowest selection rate: their difference, and the lowest divided by the highest. The four-fifths rule is a ratio of 0.8.</dd>
                     *     <dt>Equal opportunity</dt>
                     *                 <dd>Compares the highest and the lowest true positive rate.</dd>
                     *     <dt>Equalised odds</dt>
                     *                 <dd>The larger difference, and the smaller ratio, of true positive rates and of false positive rates.</dd>
                     *     <dt>Interval</dt>
                     *                 <dd>95% confidence. Of a rate: Wilson score interval. Of a metric: percentiles of a bootstrap, which takes each outcome as independent of the others.</dd>
                     *     <dt>p-value</dt>
                     *                 <dd>Share of samples in which groups with equal rates and these sizes are as far apart by chance.</dd>
                     *     <dt>Breached, established</dt>
                     *                 <dd>The value and its whole interval are beyond the threshold, and the p-value is below 0.05.</dd>
                     *     <dt>Breached, may be chance</dt>
                     *                 <dd>The value is beyond the threshold; chance cannot be ruled out with so few outcomes.</dd>
                     *     <dt>Within, not certain</dt>
                     *                 <dd>The value is within the threshold, but its interval reaches beyond.</dd>
                     *     <dt>Calibration</dt>
                     *                 <dd>Whether scores agree with what happened: of outcomes with a score of 0.7, the label of 70% should be true. The calibration error is the mean distance over ten bins; the Brier score is the mean squared difference of score and label.</dd>
                     *           <dt>Not shown</dt>
                     *           <dd>
                     *             Groups with fewer than 20 people, and groups from which the
                     *             figures of such a group could be computed. Metrics compare the groups that are shown.
                     *           </dd>
                     *         </dl>
                     *         <p>1,000 samples; seed upload-limits.2026-11.</p>
                     *       </footer>
                     *           </body>
                     *         </html>
                     */
                    "text/html": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    reviewFairness: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of GET /v1/fairness: `upload-limits.2026-11`.
                 * @example upload-limits.2026-11
                 */
                reportId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "measure": "Reports of abuse are weighed by country of the reporter; the weights are checked."
                 *     }
                 */
                "application/json": components["schemas"]["FairnessReviewChange"];
            };
        };
        responses: {
            /** @description The review as it is now */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "owner": "fairness@example.com",
                     *       "dueAt": "2026-12-28T23:20:31.000Z",
                     *       "state": "in-progress",
                     *       "openedAt": "2026-12-14T23:20:31.000Z",
                     *       "changedAt": "2026-12-15T09:00:00.000Z",
                     *       "measure": "Reports of abuse are weighed by country of the reporter; the weights are checked."
                     *     }
                     */
                    "application/json": components["schemas"]["FairnessReview"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listMonitoredSystems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The systems that the policy in force monitors */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "system": "upload-limits",
                     *           "title": "Limits of uploads",
                     *           "period": "P1M",
                     *           "attributes": [
                     *             {
                     *               "attribute": "residence"
                     *             },
                     *             {
                     *               "attribute": "gender",
                     *               "title": "Gender"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["MonitoredSystems"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readFollowUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "completed",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "stopped",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "completed",
                     *           "counts": {
                     *             "prompt-text": 50
                     *           }
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:40.000Z",
                     *           "event": "completed"
                     *         }
                     *       ],
                     *       "export": {
                     *         "sha256": "0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f",
                     *         "bytes": 18230,
                     *         "expiresAt": "2026-12-01T10:00:40.000Z",
                     *         "downloads": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    cancelFollowUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "cancelled",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "stopped",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "cancelled"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:40.000Z",
                     *           "event": "cancelled"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated"];
            409: components["responses"]["conflict"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    appealFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "This was my first request in two years."
                 *     }
                 */
                "application/json": components["schemas"]["Appeal"];
            };
        };
        responses: {
            /** @description Received; keep the token, it works without an account */
            202: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request": {
                     *         "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *         "kind": "appeal",
                     *         "status": "in-progress",
                     *         "receivedAt": "2026-11-24T10:00:00.000Z",
                     *         "dueAt": "2026-12-24T22:59:59.999Z",
                     *         "jurisdiction": "gdpr",
                     *         "clock": {
                     *           "state": "running",
                     *           "pauses": []
                     *         },
                     *         "tasks": [
                     *           {
                     *             "system": "custos",
                     *             "status": "running"
                     *           }
                     *         ],
                     *         "timeline": [
                     *           {
                     *             "at": "2026-11-24T10:00:00.000Z",
                     *             "event": "received"
                     *           },
                     *           {
                     *             "at": "2026-11-24T10:00:00.000Z",
                     *             "event": "in-progress"
                     *           }
                     *         ],
                     *         "about": "0193f1c0-1b2c-7c3a-9d2e-5a7e3d4e5f60"
                     *       },
                     *       "followUpToken": "cft_0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60.c29tZS1yYW5kb20tYnl0ZXMtb2YtdGhlLXRva2VuLi4"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedRequest"];
                };
            };
            401: components["responses"]["unauthenticated"];
            409: components["responses"]["conflict.request-already-open.request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    downloadFollowUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://exports.example.org/0193f1c0?signature=0a4f",
                     *       "sha256": "0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f",
                     *       "expiresAt": "2026-11-24T10:16:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DownloadLink"];
                };
            };
            401: components["responses"]["unauthenticated"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every recipient of the policy, on the day of the call; as CSV one line each */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description `accept`: the type of the response depends on it. */
                    vary: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "day": "2026-11-24",
                     *       "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *       "items": [
                     *         {
                     *           "recipient": "model-provider",
                     *           "name": "Example Models Inc.",
                     *           "role": "processor",
                     *           "country": "US",
                     *           "state": "ending",
                     *           "daysLeft": 37,
                     *           "signedOn": "2026-02-01",
                     *           "expiresOn": "2026-12-31",
                     *           "purposes": [
                     *             "service-provision"
                     *           ],
                     *           "categories": [
                     *             "prompt-text",
                     *             "output-text"
                     *           ],
                     *           "subProcessors": [
                     *             {
                     *               "name": "Example Compute LLC",
                     *               "country": "US",
                     *               "does": "Runs the computers."
                     *             }
                     *           ],
                     *           "transfer": {
                     *             "mechanism": "standard-contractual-clauses",
                     *             "assessment": {
                     *               "state": "current",
                     *               "daysLeft": 402,
                     *               "doneOn": "2026-02-01",
                     *               "validUntil": "2027-12-31"
                     *             }
                     *           },
                     *           "certificates": [
                     *             {
                     *               "name": "ISO/IEC 27001:2022",
                     *               "expiresOn": "2026-11-20",
                     *               "state": "expired",
                     *               "daysLeft": -4
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Agreements"];
                    /**
                     * @example recipient,name,role,country,state,signedOn,expiresOn,daysLeft,purposes,categories,subProcessors,transferMechanism,assessmentState,assessmentDoneOn,assessmentValidUntil,certificates
                     *     model-provider,Example Models Inc.,processor,US,ending,2026-02-01,2026-12-31,37,service-provision,prompt-text; output-text,Example Compute LLC (US),standard-contractual-clauses,current,2026-02-01,2027-12-31,ISO/IEC 27001:2022 (2026-11-20)
                     */
                    "text/csv": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policy */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *       "language": "en",
                     *       "controller": {
                     *         "name": "Example Assistant GmbH",
                     *         "address": "Musterstraße 1, 10115 Berlin, Germany",
                     *         "contact": "privacy@example.com",
                     *         "privacyOfficer": "dpo@example.com"
                     *       },
                     *       "purposes": [
                     *         {
                     *           "purpose": "service-provision",
                     *           "title": "Answering you",
                     *           "description": "We use what you write to answer you.",
                     *           "role": "controller",
                     *           "legalBasis": [
                     *             {
                     *               "jurisdiction": "gdpr",
                     *               "basis": "contract",
                     *               "reference": "GDPR Art. 6(1)(b)"
                     *             },
                     *             {
                     *               "jurisdiction": "ccpa",
                     *               "basis": "notice"
                     *             }
                     *           ],
                     *           "categories": [
                     *             "prompt-text"
                     *           ],
                     *           "retention": "P30D",
                     *           "recipients": [
                     *             "model-provider"
                     *           ],
                     *           "usedBy": [
                     *             {
                     *               "kind": "notice",
                     *               "id": "assistant",
                     *               "title": "Privacy notice"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "categories": [
                     *         {
                     *           "category": "prompt-text",
                     *           "title": "Prompts",
                     *           "description": "What you write to the assistant.",
                     *           "sensitivity": "ordinary",
                     *           "source": "provided"
                     *         }
                     *       ],
                     *       "recipients": [
                     *         {
                     *           "recipient": "model-provider",
                     *           "name": "Example Models Inc.",
                     *           "address": "1 Example Street, San Francisco, CA 94105, USA",
                     *           "contact": "privacy@models.example.com",
                     *           "role": "processor",
                     *           "country": "US",
                     *           "transferMechanism": "standard-contractual-clauses"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PolicyInForce"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listPolicyChanges: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Changes since this release; the ledger has the versions before */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "policyVersion": "sha256:1111111111111111111111111111111111111111111111111111111111111111",
                     *       "items": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "from": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *           "to": "sha256:1111111111111111111111111111111111111111111111111111111111111111",
                     *           "changes": [
                     *             {
                     *               "section": "Retention",
                     *               "words": "prompt-text for service-provision is kept P60D instead of P30D.",
                     *               "widening": "longer-retention"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["PolicyChange"][];
                        /** @description Where the next page begins; absent on the last page. */
                        nextCursor?: string;
                        /** @description The policy in force. */
                        policyVersion: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts by category; as CSV one line each, without the sweep */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description `accept`: the type of the response depends on it. */
                    vary: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "computedAt": "2026-11-24T03:00:00.000Z",
                     *       "categories": [
                     *         {
                     *           "category": "prompt-text",
                     *           "records": 48000,
                     *           "due": 4100,
                     *           "late": 12,
                     *           "suspended": 3,
                     *           "withheld": 0,
                     *           "deleted": {
                     *             "retention": 3900,
                     *             "sweep": 12,
                     *             "person": 7,
                     *             "erasure": 210
                     *           }
                     *         }
                     *       ],
                     *       "sweep": {
                     *         "sweepId": "0193f1c0-6b20-7a11-8c3d-4e5f60718294",
                     *         "scope": "everybody",
                     *         "state": "done",
                     *         "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *         "startedAt": "2026-11-24T02:00:00.000Z",
                     *         "changedAt": "2026-11-24T02:31:00.000Z",
                     *         "people": 1200,
                     *         "seen": 48000,
                     *         "changed": 310,
                     *         "deleted": 12,
                     *         "ledgerEntryId": "0193f1c0-6b20-7a11-8c3d-4e5f60718295"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RetentionReport"];
                    /**
                     * @example category,records,due,late,suspended,withheld,deletedByRetention,deletedBySweep,deletedByPerson,deletedByErasure,computedAt
                     *     prompt-text,48000,4100,12,3,0,3900,12,7,210,2026-11-24T03:00:00.000Z
                     */
                    "text/csv": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listRetentionSweeps: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
                /** @description `everybody` after a change of the policy, `person` after one of theirs. */
                scope?: "person" | "everybody";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sweeps */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "sweepId": "0193f1c0-6b20-7a11-8c3d-4e5f60718294",
                     *           "scope": "everybody",
                     *           "state": "done",
                     *           "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *           "startedAt": "2026-11-24T02:00:00.000Z",
                     *           "changedAt": "2026-11-24T02:31:00.000Z",
                     *           "people": 1200,
                     *           "seen": 48000,
                     *           "changed": 310,
                     *           "deleted": 12,
                     *           "ledgerEntryId": "0193f1c0-6b20-7a11-8c3d-4e5f60718295"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RetentionSweepList"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    sweepRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One is under way, and begins to look within a quarter of an hour */
            202: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "started": true
                     *     }
                     */
                    "application/json": {
                        /** @description false where one was under way already. */
                        started: boolean;
                    };
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listUninformed: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description People by their random ids, one item for each recipient */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "subjectId": "0193f1c0-6b20-7a11-8c3d-4e5f60718293",
                     *           "recipient": "credit-agency",
                     *           "informBy": "2026-12-28",
                     *           "overdue": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UninformedPeople"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    recordInformedByStaff: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subjectId": "0193f1c0-6b20-7a11-8c3d-4e5f60718293",
                 *       "recipient": "credit-agency",
                 *       "at": "2026-11-25T09:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["InformationByStaff"];
            };
        };
        responses: {
            /** @description As it is recorded */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recipient": "credit-agency",
                     *       "categories": [
                     *         {
                     *           "category": "account-profile",
                     *           "since": "2026-11-24T10:00:00.000Z",
                     *           "informBy": "2026-12-28",
                     *           "informedAt": "2026-11-25T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["InformedSource"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The API responds. Says nothing about the services behind it. */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *       "stage": "prod"
                     *     }
                     */
                    "application/json": {
                        /** @description `sha256:` and the content hash of the policy that applied. */
                        policyVersion: string;
                        stage: string;
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listHolds: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
                /** @description `facts`: without identifiers of people and what they wrote, whatever the token allows. `person` when absent. */
                show?: "facts" | "person";
                /** @description `open`, or `released`. */
                state?: components["schemas"]["HoldState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Holds */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "holdId": "0193f1c0-6b20-7a11-8c3d-4e5f60718293",
                     *           "state": "open",
                     *           "categories": [
                     *             "prompt-text",
                     *             "output-text"
                     *           ],
                     *           "matter": "Case 4 O 112/26",
                     *           "placedAt": "2026-11-24T10:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["HoldList"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    placeHold: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "user-id",
                 *         "value": "u-1001"
                 *       },
                 *       "categories": [
                 *         "prompt-text",
                 *         "output-text"
                 *       ],
                 *       "matter": "Case 4 O 112/26"
                 *     }
                 */
                "application/json": components["schemas"]["NewHold"];
            };
        };
        responses: {
            /** @description The hold */
            201: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "holdId": "0193f1c0-6b20-7a11-8c3d-4e5f60718293",
                     *       "state": "open",
                     *       "categories": [
                     *         "prompt-text",
                     *         "output-text"
                     *       ],
                     *       "matter": "Case 4 O 112/26",
                     *       "placedAt": "2026-11-24T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Hold"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a hold.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718293
                 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hold */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "holdId": "0193f1c0-6b20-7a11-8c3d-4e5f60718293",
                     *       "state": "open",
                     *       "categories": [
                     *         "prompt-text",
                     *         "output-text"
                     *       ],
                     *       "matter": "Case 4 O 112/26",
                     *       "placedAt": "2026-11-24T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Hold"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    releaseHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a hold.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718293
                 */
                holdId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The released hold, with what is deleted and when */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "holdId": "0193f1c0-6b20-7a11-8c3d-4e5f60718293",
                     *       "state": "released",
                     *       "categories": [
                     *         "prompt-text",
                     *         "output-text"
                     *       ],
                     *       "matter": "Case 4 O 112/26",
                     *       "placedAt": "2026-11-24T10:00:00.000Z",
                     *       "releasedAt": "2027-03-01T09:30:00.000Z",
                     *       "deletion": {
                     *         "items": [
                     *           {
                     *             "category": "prompt-text",
                     *             "count": 12
                     *           }
                     *         ],
                     *         "startsAt": "2027-03-01T09:30:00.000Z",
                     *         "expectedBy": "2027-03-01T10:30:00.000Z",
                     *         "otherOpenHolds": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReleasedHold"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readHeld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a hold.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718293
                 */
                holdId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "category": "prompt-text"
                 *     }
                 */
                "application/json": components["schemas"]["HeldQuery"];
            };
        };
        responses: {
            /** @description Records, newest first */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "recordId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f61",
                     *           "category": "safety-score",
                     *           "purposes": [
                     *             "safety"
                     *           ],
                     *           "content": {
                     *             "score": 0.97
                     *           },
                     *           "collectedAt": "2026-11-24T10:00:00.000Z",
                     *           "until": "2031-11-24T10:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptRecordList"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    removeIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a list of identities.
                 * @example 4f9c1f0e6f0a4c399c0b0d9f4b9f7f10d2a47c0be1936f85
                 */
                identityId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It names the person no more */
            204: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.subject-erased"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    queryIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "email",
                 *         "value": "ada@example.org"
                 *       }
                 *     }
                 */
                "application/json": {
                    subject: components["schemas"]["Identifier"];
                };
            };
        };
        responses: {
            /** @description What names the person, the oldest first */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "identityId": "4f9c1f0e6f0a4c399c0b0d9f4b9f7f100b1f6a2c9d3e4f58",
                     *           "type": "email",
                     *           "value": "ada@example.org",
                     *           "assurance": "issuer-verified",
                     *           "signsIn": true,
                     *           "since": "2026-11-24T10:00:00.000Z",
                     *           "linkedBy": "service"
                     *         },
                     *         {
                     *           "identityId": "4f9c1f0e6f0a4c399c0b0d9f4b9f7f10d2a47c0be1936f85",
                     *           "type": "user-id",
                     *           "value": "00u4711",
                     *           "issuer": "https://login.example.com",
                     *           "assurance": "issuer-verified",
                     *           "signsIn": true,
                     *           "since": "2026-11-25T08:30:00.000Z",
                     *           "linkedBy": "sign-in"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Identity"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    reportIncident: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "detection": "bulk-read",
                 *       "title": "Unusually many records were read",
                 *       "description": "A client read 4,000 records in a minute.",
                 *       "kind": "confidentiality",
                 *       "categories": [
                 *         "prompt-text"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["IncidentReport"];
            };
        };
        responses: {
            /** @description The report is recorded */
            202: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "reportId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299"
                     *     }
                     */
                    "application/json": components["schemas"]["IncidentReportAccepted"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            409: components["responses"]["request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listIncidents: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
                /** @description Only those in this state. */
                state?: components["schemas"]["IncidentState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Incidents */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description The first page, and the next one where there is one (RFC 8288): `rel="next"`. */
                    link: string;
                    /** @description `accept`: the type of the response depends on it. */
                    vary: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "title": "Service token of the search index used from an unknown network",
                     *           "kind": "confidentiality",
                     *           "occurredFrom": "2026-11-24T01:10:00.000Z",
                     *           "noticedAt": "2026-11-24T03:40:00.000Z",
                     *           "awareAt": "2026-11-24T05:00:00.000Z",
                     *           "categories": [
                     *             "prompt-text"
                     *           ],
                     *           "description": "A token that was stolen from a build log read records for two hours.",
                     *           "incidentId": "0193f1c0-6b20-7a11-8c3d-4e5f60718297",
                     *           "state": "notifying",
                     *           "phase": "preliminary",
                     *           "source": "staff",
                     *           "awareness": "recorded",
                     *           "openedAt": "2026-11-24T05:02:00.000Z",
                     *           "risk": "high-risk",
                     *           "effects": "Prompts of people were read.",
                     *           "measures": [
                     *             {
                     *               "text": "The token is revoked.",
                     *               "status": "taken"
                     *             }
                     *           ],
                     *           "clocks": [
                     *             {
                     *               "jurisdiction": "gdpr",
                     *               "duty": "authority",
                     *               "state": "running",
                     *               "startedAt": "2026-11-24T05:00:00.000Z",
                     *               "dueAt": "2026-11-27T05:00:00.000Z",
                     *               "reference": "art. 33(1)"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["IncidentList"];
                    /**
                     * @example incidentId,state,title,kinds,description,categories,occurredFrom,occurredTo,noticedAt,awareAt,closedAt,risk,people,unknown,effects,measures,duties
                     *     0193f1c0-6b20-7a11-8c3d-4e5f60718297,notifying,Service token of the search index used from an unknown network,confidentiality,A token that was stolen from a build log read records for two hours.,prompt-text,2026-11-24T01:10:00.000Z,,2026-11-24T03:40:00.000Z,2026-11-24T05:00:00.000Z,,high-risk,,,Prompts of people were read.,The token is revoked. (taken),gdpr authority: running due 2026-11-27T05:00:00.000Z
                     */
                    "text/csv": string;
                    /**
                     * @example <!doctype html>
                     *     <html lang="en">
                     *           <head>
                     *             <meta charset="utf-8" />
                     *             <title>Record of personal-data breaches</title>
                     *             <style>
                     *
                     *       body { font: 12pt/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem;
                     *       } h1 { font-size: 16pt; } h2 { font-size: 13pt; margin-bottom: 0; } dt { font-weight: 600;
                     *       margin-top: 0.5rem; } dd { margin: 0; white-space: pre-wrap; } @media print { body { margin: 0; }
                     *       }
                     *
                     *             </style>
                     *           </head>
                     *           <body>
                     *             <h1>Record of personal-data breaches</h1>
                     *             <h2>Service token of the search index used from an unknown network</h2>
                     *         <dl>
                     *         <dt>Incident</dt>
                     *               <dd>0193f1c0-6b20-7a11-8c3d-4e5f60718297 (notifying)</dd>
                     *     <dt>Kind</dt>
                     *               <dd>confidentiality</dd>
                     *     <dt>What happened</dt>
                     *               <dd>A token that was stolen from a build log read records for two hours.</dd>
                     *     <dt>Began</dt>
                     *               <dd>2026-11-24T01:10:00.000Z</dd>
                     *     <dt>Noticed</dt>
                     *               <dd>2026-11-24T03:40:00.000Z</dd>
                     *     <dt>Aware of it</dt>
                     *               <dd>2026-11-24T05:00:00.000Z</dd>
                     *     <dt>Categories of data</dt>
                     *               <dd>prompt-text</dd>
                     *     <dt>People</dt>
                     *               <dd>Not known.</dd>
                     *     <dt>Risk</dt>
                     *               <dd>high-risk</dd>
                     *     <dt>Effects</dt>
                     *               <dd>Prompts of people were read.</dd>
                     *     <dt>Measures</dt>
                     *               <dd>The token is revoked. (taken)</dd>
                     *     <dt>Duties</dt>
                     *               <dd>gdpr authority: running due 2026-11-27T05:00:00.000Z</dd>
                     *       </dl>
                     *           </body>
                     *         </html>
                     */
                    "text/html": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    openIncident: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Service token of the search index used from an unknown network",
                 *       "kind": "confidentiality",
                 *       "occurredFrom": "2026-11-24T01:10:00.000Z",
                 *       "noticedAt": "2026-11-24T03:40:00.000Z",
                 *       "awareAt": "2026-11-24T05:00:00.000Z",
                 *       "categories": [
                 *         "prompt-text"
                 *       ],
                 *       "description": "A token that was stolen from a build log read records for two hours."
                 *     }
                 */
                "application/json": components["schemas"]["NewIncident"];
            };
        };
        responses: {
            /** @description The incident */
            201: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Changes with the incident; send it as `If-Match` to change it. */
                    etag: string;
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "title": "Service token of the search index used from an unknown network",
                     *       "kind": "confidentiality",
                     *       "occurredFrom": "2026-11-24T01:10:00.000Z",
                     *       "noticedAt": "2026-11-24T03:40:00.000Z",
                     *       "awareAt": "2026-11-24T05:00:00.000Z",
                     *       "categories": [
                     *         "prompt-text"
                     *       ],
                     *       "description": "A token that was stolen from a build log read records for two hours.",
                     *       "incidentId": "0193f1c0-6b20-7a11-8c3d-4e5f60718297",
                     *       "state": "notifying",
                     *       "phase": "preliminary",
                     *       "source": "staff",
                     *       "awareness": "recorded",
                     *       "openedAt": "2026-11-24T05:02:00.000Z",
                     *       "risk": "high-risk",
                     *       "effects": "Prompts of people were read.",
                     *       "measures": [
                     *         {
                     *           "text": "The token is revoked.",
                     *           "status": "taken"
                     *         }
                     *       ],
                     *       "clocks": [
                     *         {
                     *           "jurisdiction": "gdpr",
                     *           "duty": "authority",
                     *           "state": "running",
                     *           "startedAt": "2026-11-24T05:00:00.000Z",
                     *           "dueAt": "2026-11-27T05:00:00.000Z",
                     *           "reference": "art. 33(1)",
                     *           "grounds": [
                     *             {
                     *               "code": "no-risk",
                     *               "reference": "art. 33(1)"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "jurisdictions": [],
                     *       "containments": {
                     *         "inForce": 1,
                     *         "failed": 0,
                     *         "undone": 0,
                     *         "items": [
                     *           {
                     *             "containmentId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *             "action": "freeze-processing",
                     *             "target": {
                     *               "kind": "categories",
                     *               "categories": [
                     *                 "prompt-text"
                     *               ]
                     *             },
                     *             "state": "applied",
                     *             "startedAt": "2026-11-24T05:10:00.000Z",
                     *             "appliedAt": "2026-11-24T05:10:00.000Z",
                     *             "effectiveBy": "2026-11-24T05:15:00.000Z"
                     *           }
                     *         ]
                     *       },
                     *       "notices": [],
                     *       "assessment": {
                     *         "answers": {
                     *           "sensitivity": "revealing",
                     *           "volume": "much",
                     *           "identification": "easy",
                     *           "severity": "significant",
                     *           "likelihood": "possible",
                     *           "people": "no-special",
                     *           "controller": "ordinary",
                     *           "number": "many"
                     *         },
                     *         "proposed": "high-risk",
                     *         "risk": "high-risk",
                     *         "reasons": "Prompts of about 400 people were read by someone unknown.",
                     *         "at": "2026-11-24T06:00:00.000Z"
                     *       },
                     *       "decisions": [
                     *         {
                     *           "jurisdiction": "gdpr",
                     *           "duty": "subjects",
                     *           "outcome": "notify",
                     *           "reasons": "Prompts of about 400 people were read by someone unknown.",
                     *           "at": "2026-11-24T06:00:00.000Z"
                     *         }
                     *       ],
                     *       "informed": [],
                     *       "delays": [],
                     *       "complaints": [],
                     *       "timeline": [
                     *         {
                     *           "eventId": "0193f1c0-6b20-7a11-8c3d-4e5f60718298",
                     *           "at": "2026-11-24T05:02:00.000Z",
                     *           "kind": "opened",
                     *           "by": "staff",
                     *           "codes": {
                     *             "source": "staff",
                     *             "kinds": [
                     *               "confidentiality"
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Incident"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            409: components["responses"]["request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of an incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718297
                 */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The incident */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Changes with the incident; send it as `If-Match` to change it. */
                    etag: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "title": "Service token of the search index used from an unknown network",
                     *       "kind": "confidentiality",
                     *       "occurredFrom": "2026-11-24T01:10:00.000Z",
                     *       "noticedAt": "2026-11-24T03:40:00.000Z",
                     *       "awareAt": "2026-11-24T05:00:00.000Z",
                     *       "categories": [
                     *         "prompt-text"
                     *       ],
                     *       "description": "A token that was stolen from a build log read records for two hours.",
                     *       "incidentId": "0193f1c0-6b20-7a11-8c3d-4e5f60718297",
                     *       "state": "notifying",
                     *       "phase": "preliminary",
                     *       "source": "staff",
                     *       "awareness": "recorded",
                     *       "openedAt": "2026-11-24T05:02:00.000Z",
                     *       "risk": "high-risk",
                     *       "effects": "Prompts of people were read.",
                     *       "measures": [
                     *         {
                     *           "text": "The token is revoked.",
                     *           "status": "taken"
                     *         }
                     *       ],
                     *       "clocks": [
                     *         {
                     *           "jurisdiction": "gdpr",
                     *           "duty": "authority",
                     *           "state": "running",
                     *           "startedAt": "2026-11-24T05:00:00.000Z",
                     *           "dueAt": "2026-11-27T05:00:00.000Z",
                     *           "reference": "art. 33(1)",
                     *           "grounds": [
                     *             {
                     *               "code": "no-risk",
                     *               "reference": "art. 33(1)"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "jurisdictions": [],
                     *       "containments": {
                     *         "inForce": 1,
                     *         "failed": 0,
                     *         "undone": 0,
                     *         "items": [
                     *           {
                     *             "containmentId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *             "action": "freeze-processing",
                     *             "target": {
                     *               "kind": "categories",
                     *               "categories": [
                     *                 "prompt-text"
                     *               ]
                     *             },
                     *             "state": "applied",
                     *             "startedAt": "2026-11-24T05:10:00.000Z",
                     *             "appliedAt": "2026-11-24T05:10:00.000Z",
                     *             "effectiveBy": "2026-11-24T05:15:00.000Z"
                     *           }
                     *         ]
                     *       },
                     *       "notices": [],
                     *       "assessment": {
                     *         "answers": {
                     *           "sensitivity": "revealing",
                     *           "volume": "much",
                     *           "identification": "easy",
                     *           "severity": "significant",
                     *           "likelihood": "possible",
                     *           "people": "no-special",
                     *           "controller": "ordinary",
                     *           "number": "many"
                     *         },
                     *         "proposed": "high-risk",
                     *         "risk": "high-risk",
                     *         "reasons": "Prompts of about 400 people were read by someone unknown.",
                     *         "at": "2026-11-24T06:00:00.000Z"
                     *       },
                     *       "decisions": [
                     *         {
                     *           "jurisdiction": "gdpr",
                     *           "duty": "subjects",
                     *           "outcome": "notify",
                     *           "reasons": "Prompts of about 400 people were read by someone unknown.",
                     *           "at": "2026-11-24T06:00:00.000Z"
                     *         }
                     *       ],
                     *       "informed": [],
                     *       "delays": [],
                     *       "complaints": [],
                     *       "timeline": [
                     *         {
                     *           "eventId": "0193f1c0-6b20-7a11-8c3d-4e5f60718298",
                     *           "at": "2026-11-24T05:02:00.000Z",
                     *           "kind": "opened",
                     *           "by": "staff",
                     *           "codes": {
                     *             "source": "staff",
                     *             "kinds": [
                     *               "confidentiality"
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Incident"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    changeIncident: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what is changed, as it was last read. */
                "If-Match": components["parameters"]["if-match"];
            };
            path: {
                /**
                 * @description Of an incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718297
                 */
                incidentId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "assessment": {
                 *         "answers": {
                 *           "sensitivity": "revealing",
                 *           "volume": "much",
                 *           "identification": "easy",
                 *           "severity": "significant",
                 *           "likelihood": "possible",
                 *           "people": "no-special",
                 *           "controller": "ordinary",
                 *           "number": "many"
                 *         },
                 *         "risk": "high-risk",
                 *         "reasons": "Prompts of about 400 people were read by someone unknown."
                 *       },
                 *       "decisions": [
                 *         {
                 *           "jurisdiction": "gdpr",
                 *           "duty": "subjects",
                 *           "outcome": "notify",
                 *           "reasons": "Prompts of about 400 people were read by someone unknown."
                 *         }
                 *       ],
                 *       "measures": [
                 *         {
                 *           "text": "The token is revoked.",
                 *           "status": "taken"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["IncidentChange"];
            };
        };
        responses: {
            /** @description The incident */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Changes with the incident; send it as `If-Match` to change it. */
                    etag: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "title": "Service token of the search index used from an unknown network",
                     *       "kind": "confidentiality",
                     *       "occurredFrom": "2026-11-24T01:10:00.000Z",
                     *       "noticedAt": "2026-11-24T03:40:00.000Z",
                     *       "awareAt": "2026-11-24T05:00:00.000Z",
                     *       "categories": [
                     *         "prompt-text"
                     *       ],
                     *       "description": "A token that was stolen from a build log read records for two hours.",
                     *       "incidentId": "0193f1c0-6b20-7a11-8c3d-4e5f60718297",
                     *       "state": "notifying",
                     *       "phase": "preliminary",
                     *       "source": "staff",
                     *       "awareness": "recorded",
                     *       "openedAt": "2026-11-24T05:02:00.000Z",
                     *       "risk": "high-risk",
                     *       "effects": "Prompts of people were read.",
                     *       "measures": [
                     *         {
                     *           "text": "The token is revoked.",
                     *           "status": "taken"
                     *         }
                     *       ],
                     *       "clocks": [
                     *         {
                     *           "jurisdiction": "gdpr",
                     *           "duty": "authority",
                     *           "state": "running",
                     *           "startedAt": "2026-11-24T05:00:00.000Z",
                     *           "dueAt": "2026-11-27T05:00:00.000Z",
                     *           "reference": "art. 33(1)",
                     *           "grounds": [
                     *             {
                     *               "code": "no-risk",
                     *               "reference": "art. 33(1)"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "jurisdictions": [],
                     *       "containments": {
                     *         "inForce": 1,
                     *         "failed": 0,
                     *         "undone": 0,
                     *         "items": [
                     *           {
                     *             "containmentId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *             "action": "freeze-processing",
                     *             "target": {
                     *               "kind": "categories",
                     *               "categories": [
                     *                 "prompt-text"
                     *               ]
                     *             },
                     *             "state": "applied",
                     *             "startedAt": "2026-11-24T05:10:00.000Z",
                     *             "appliedAt": "2026-11-24T05:10:00.000Z",
                     *             "effectiveBy": "2026-11-24T05:15:00.000Z"
                     *           }
                     *         ]
                     *       },
                     *       "notices": [],
                     *       "assessment": {
                     *         "answers": {
                     *           "sensitivity": "revealing",
                     *           "volume": "much",
                     *           "identification": "easy",
                     *           "severity": "significant",
                     *           "likelihood": "possible",
                     *           "people": "no-special",
                     *           "controller": "ordinary",
                     *           "number": "many"
                     *         },
                     *         "proposed": "high-risk",
                     *         "risk": "high-risk",
                     *         "reasons": "Prompts of about 400 people were read by someone unknown.",
                     *         "at": "2026-11-24T06:00:00.000Z"
                     *       },
                     *       "decisions": [
                     *         {
                     *           "jurisdiction": "gdpr",
                     *           "duty": "subjects",
                     *           "outcome": "notify",
                     *           "reasons": "Prompts of about 400 people were read by someone unknown.",
                     *           "at": "2026-11-24T06:00:00.000Z"
                     *         }
                     *       ],
                     *       "informed": [],
                     *       "delays": [],
                     *       "complaints": [],
                     *       "timeline": [
                     *         {
                     *           "eventId": "0193f1c0-6b20-7a11-8c3d-4e5f60718298",
                     *           "at": "2026-11-24T05:02:00.000Z",
                     *           "kind": "opened",
                     *           "by": "staff",
                     *           "codes": {
                     *             "source": "staff",
                     *             "kinds": [
                     *               "confidentiality"
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Incident"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            412: components["responses"]["precondition-failed"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listAffected: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Only people with this state of the notice: `no-address`, `rejected` and `bounced` have to be informed in another way, `none` were not written to. A page may be empty while `nextCursor` is there. */
                delivery?: "claimed" | "sent" | "bounced" | "complained" | "no-address" | "rejected" | "none";
                /** @description Most items of a page. */
                limit?: number;
                /** @description Only with `delivery`. */
                noticeId?: string;
                /** @description `facts`: without identifiers of people and what they wrote, whatever the token allows. `person` when absent. */
                show?: "facts" | "person";
            };
            header?: never;
            path: {
                /**
                 * @description Of an incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718297
                 */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts, searches and one page of people */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "counts": {
                     *         "people": 1204,
                     *         "unknown": 0,
                     *         "erased": 2,
                     *         "complete": true,
                     *         "byJurisdiction": {
                     *           "gdpr": 1100,
                     *           "uk-gdpr": 104
                     *         }
                     *       },
                     *       "searches": [
                     *         {
                     *           "jobId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *           "by": "category",
                     *           "state": "done",
                     *           "startedAt": "2026-11-24T06:00:00.000Z",
                     *           "endedAt": "2026-11-24T06:00:40.000Z",
                     *           "seen": 48210,
                     *           "counts": {
                     *             "people": 1204,
                     *             "unknown": 0,
                     *             "erased": 2
                     *           },
                     *           "how": [
                     *             {
                     *               "source": "records",
                     *               "state": "searched"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "items": [
                     *         {
                     *           "subjectId": "0f8fad5b-d9cb-469f-a165-70867728950e",
                     *           "foundBy": [
                     *             "category"
                     *           ],
                     *           "addedAt": "2026-11-24T06:00:10.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AffectedPeople"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    findAffected: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path: {
                /**
                 * @description Of an incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718297
                 */
                incidentId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAffectedSearch"];
            };
        };
        responses: {
            /** @description The search has started */
            202: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "jobId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *       "by": "category",
                     *       "state": "running",
                     *       "startedAt": "2026-11-24T06:00:00.000Z",
                     *       "seen": 0,
                     *       "counts": {
                     *         "people": 0,
                     *         "unknown": 0,
                     *         "erased": 0
                     *       },
                     *       "how": []
                     *     }
                     */
                    "application/json": components["schemas"]["AffectedSearch"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    contain: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path: {
                /**
                 * @description Of an incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718297
                 */
                incidentId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContainment"];
            };
        };
        responses: {
            /** @description What it would do, for a dry run */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "dryRun": true,
                     *       "action": "freeze-processing",
                     *       "target": {
                     *         "kind": "categories",
                     *         "categories": [
                     *           "prompt-text"
                     *         ]
                     *       },
                     *       "counts": {
                     *         "categories": 1,
                     *         "purposes": 9,
                     *         "stopped": 0
                     *       },
                     *       "effects": [
                     *         "Decisions about these categories deny at once; their records are neither stored nor read by a service."
                     *       ],
                     *       "effectCodes": [
                     *         "categories-denied"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ContainmentPlan"];
                };
            };
            /** @description The containment. The same action and scope again is the same containment, until it is undone */
            201: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "containmentId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *       "action": "freeze-processing",
                     *       "target": {
                     *         "kind": "categories",
                     *         "categories": [
                     *           "prompt-text"
                     *         ]
                     *       },
                     *       "state": "applied",
                     *       "startedAt": "2026-11-24T05:10:00.000Z",
                     *       "appliedAt": "2026-11-24T05:10:00.000Z",
                     *       "effectiveBy": "2026-11-24T05:15:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Containment"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    undoContainment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a containment of the incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718299
                 */
                containmentId: string;
                /**
                 * @description Of an incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718297
                 */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The containment, undone */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "containmentId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *       "action": "freeze-processing",
                     *       "target": {
                     *         "kind": "categories",
                     *         "categories": [
                     *           "prompt-text"
                     *         ]
                     *       },
                     *       "state": "undone",
                     *       "startedAt": "2026-11-24T05:10:00.000Z",
                     *       "appliedAt": "2026-11-24T05:10:00.000Z",
                     *       "effectiveBy": "2026-11-24T05:15:00.000Z",
                     *       "undoneAt": "2026-11-24T09:00:00.000Z",
                     *       "undoneEffectiveBy": "2026-11-24T09:05:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Containment"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listIncidentNotices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of an incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718297
                 */
                incidentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Notices */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "noticeId": "0193f1c0-6b20-7a11-8c3d-4e5f6071829a",
                     *           "audience": "people",
                     *           "state": "prepared",
                     *           "contentSha256": "5f0c7a2b9d3e4f60718293a4b5c6d7e85f0c7a2b9d3e4f60718293a4b5c6d7e8",
                     *           "preparedAt": "2026-11-24T08:00:00.000Z",
                     *           "preview": {
                     *             "en": {
                     *               "subject": "Someone could read what you asked the assistant",
                     *               "text": "On 24 November 2026 a stranger could read some texts for two hours.\n\nThey may know what you asked. Passwords and payments were not affected.\n\nWe closed the access. If you sent a password in a text, change it.\n\nWrite to dpo@example.com.\n\nExample Assistant GmbH\nMusterstraße 1, 10115 Berlin, Germany"
                     *             }
                     *           },
                     *           "fallback": "en",
                     *           "counts": {
                     *             "informed": 0,
                     *             "uncertain": 0,
                     *             "noAddress": 0,
                     *             "rejected": 0,
                     *             "bounced": 0,
                     *             "complained": 0,
                     *             "erased": 0
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["IncidentNoticeList"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    prepareIncidentNotice: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path: {
                /**
                 * @description Of an incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718297
                 */
                incidentId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIncidentNotice"];
            };
        };
        responses: {
            /** @description The notice; nothing is sent */
            201: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "noticeId": "0193f1c0-6b20-7a11-8c3d-4e5f6071829a",
                     *       "audience": "people",
                     *       "state": "prepared",
                     *       "contentSha256": "5f0c7a2b9d3e4f60718293a4b5c6d7e85f0c7a2b9d3e4f60718293a4b5c6d7e8",
                     *       "preparedAt": "2026-11-24T08:00:00.000Z",
                     *       "preview": {
                     *         "en": {
                     *           "subject": "Someone could read what you asked the assistant",
                     *           "text": "On 24 November 2026 a stranger could read some texts for two hours.\n\nThey may know what you asked. Passwords and payments were not affected.\n\nWe closed the access. If you sent a password in a text, change it.\n\nWrite to dpo@example.com.\n\nExample Assistant GmbH\nMusterstraße 1, 10115 Berlin, Germany"
                     *         }
                     *       },
                     *       "fallback": "en",
                     *       "counts": {
                     *         "informed": 0,
                     *         "uncertain": 0,
                     *         "noAddress": 0,
                     *         "rejected": 0,
                     *         "bounced": 0,
                     *         "complained": 0,
                     *         "erased": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["IncidentNotice"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readIncidentNotice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of an incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718297
                 */
                incidentId: string;
                /**
                 * @description Of a notice of the incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f6071829a
                 */
                noticeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notice */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description `accept`: the type of the response depends on it. */
                    vary: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "noticeId": "0193f1c0-6b20-7a11-8c3d-4e5f6071829b",
                     *       "audience": "authority",
                     *       "state": "prepared",
                     *       "contentSha256": "5f0c7a2b9d3e4f60718293a4b5c6d7e85f0c7a2b9d3e4f60718293a4b5c6d7e8",
                     *       "preparedAt": "2026-11-24T08:00:00.000Z",
                     *       "form": {
                     *         "jurisdiction": "gdpr",
                     *         "reference": "GDPR Art. 33(1)",
                     *         "phase": "preliminary",
                     *         "late": false,
                     *         "dueAt": "2026-11-27T05:00:00.000Z",
                     *         "controller": {
                     *           "name": "Example Assistant GmbH",
                     *           "address": "Musterstraße 1, 10115 Berlin, Germany",
                     *           "contact": "privacy@example.com",
                     *           "privacyOfficer": "dpo@example.com"
                     *         },
                     *         "nature": {
                     *           "kinds": [
                     *             "confidentiality"
                     *           ],
                     *           "title": "Service token of the search index used from an unknown network",
                     *           "description": "A token that was stolen from a build log read records for two hours.",
                     *           "noticedAt": "2026-11-24T03:40:00.000Z",
                     *           "awareAt": "2026-11-24T05:00:00.000Z",
                     *           "occurredFrom": "2026-11-24T01:10:00.000Z"
                     *         },
                     *         "categories": [
                     *           {
                     *             "id": "prompt-text",
                     *             "title": "Prompts"
                     *           }
                     *         ],
                     *         "people": {
                     *           "approximately": 1204,
                     *           "here": 1100,
                     *           "complete": true
                     *         },
                     *         "consequences": "Strangers may know what people asked the assistant.",
                     *         "measures": "The token was revoked, and all keys of that build were replaced.",
                     *         "notYetKnown": [
                     *           "records"
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["IncidentNotice"];
                    /**
                     * @example <!doctype html>
                     *     <html lang="en">
                     *           <head>
                     *             <meta charset="utf-8" />
                     *             <title>Notification of a personal data breach</title>
                     *             <style>
                     *
                     *       body { font: 12pt/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem;
                     *       } h1 { font-size: 16pt; } h2 { font-size: 13pt; margin-bottom: 0; } dt { font-weight: 600;
                     *       margin-top: 0.5rem; } dd { margin: 0; white-space: pre-wrap; } @media print { body { margin: 0; }
                     *       }
                     *
                     *             </style>
                     *           </head>
                     *           <body>
                     *             <h1>Notification of a personal data breach</h1>
                     *             <h2>Notification</h2>
                     *         <dl>
                     *         <dt>Law</dt>
                     *               <dd>gdpr: GDPR Art. 33(1)</dd>
                     *     <dt>Phase</dt>
                     *               <dd>preliminary</dd>
                     *     <dt>Due</dt>
                     *               <dd>2026-11-27T05:00:00.000Z</dd>
                     *       </dl>
                     *     <h2>Controller</h2>
                     *         <dl>
                     *         <dt>Name</dt>
                     *               <dd>Example Assistant GmbH</dd>
                     *     <dt>Address</dt>
                     *               <dd>Musterstraße 1, 10115 Berlin, Germany</dd>
                     *     <dt>Data protection officer</dt>
                     *               <dd>dpo@example.com</dd>
                     *     <dt>Contact for more information</dt>
                     *               <dd>privacy@example.com</dd>
                     *       </dl>
                     *     <h2>Nature of the breach</h2>
                     *         <dl>
                     *         <dt>Kind</dt>
                     *               <dd>confidentiality</dd>
                     *     <dt>Title</dt>
                     *               <dd>Service token of the search index used from an unknown network</dd>
                     *     <dt>What happened</dt>
                     *               <dd>A token that was stolen from a build log read records for two hours.</dd>
                     *     <dt>Began</dt>
                     *               <dd>2026-11-24T01:10:00.000Z</dd>
                     *     <dt>Noticed</dt>
                     *               <dd>2026-11-24T03:40:00.000Z</dd>
                     *     <dt>Aware of it</dt>
                     *               <dd>2026-11-24T05:00:00.000Z</dd>
                     *       </dl>
                     *     <h2>Data and people</h2>
                     *         <dl>
                     *         <dt>Categories of data</dt>
                     *               <dd>Prompts</dd>
                     *     <dt>People, approximately</dt>
                     *               <dd>1204</dd>
                     *     <dt>Of them under this law</dt>
                     *               <dd>1100</dd>
                     *     <dt>Records, approximately</dt>
                     *               <dd>Not known yet; it follows without undue further delay.</dd>
                     *       </dl>
                     *     <h2>Consequences and measures</h2>
                     *         <dl>
                     *         <dt>Likely consequences</dt>
                     *               <dd>Strangers may know what people asked the assistant.</dd>
                     *     <dt>Measures</dt>
                     *               <dd>The token was revoked, and all keys of that build were replaced.</dd>
                     *       </dl>
                     *     <h2>This document</h2>
                     *         <dl>
                     *         <dt>State</dt>
                     *               <dd>prepared</dd>
                     *     <dt>SHA-256 of its content</dt>
                     *               <dd>5f0c7a2b9d3e4f60718293a4b5c6d7e85f0c7a2b9d3e4f60718293a4b5c6d7e8</dd>
                     *     <dt>Prepared</dt>
                     *               <dd>2026-11-24T08:00:00.000Z</dd>
                     *       </dl>
                     *           </body>
                     *         </html>
                     */
                    "text/html": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    approveIncidentNotice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of an incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718297
                 */
                incidentId: string;
                /**
                 * @description Of a notice of the incident.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f6071829a
                 */
                noticeId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "contentSha256": "5f0c7a2b9d3e4f60718293a4b5c6d7e85f0c7a2b9d3e4f60718293a4b5c6d7e8"
                 *     }
                 */
                "application/json": components["schemas"]["NoticeApproval"];
            };
        };
        responses: {
            /** @description The notice */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "noticeId": "0193f1c0-6b20-7a11-8c3d-4e5f6071829a",
                     *       "audience": "people",
                     *       "state": "approved",
                     *       "contentSha256": "5f0c7a2b9d3e4f60718293a4b5c6d7e85f0c7a2b9d3e4f60718293a4b5c6d7e8",
                     *       "preparedAt": "2026-11-24T08:00:00.000Z",
                     *       "preview": {
                     *         "en": {
                     *           "subject": "Someone could read what you asked the assistant",
                     *           "text": "On 24 November 2026 a stranger could read some texts for two hours.\n\nThey may know what you asked. Passwords and payments were not affected.\n\nWe closed the access. If you sent a password in a text, change it.\n\nWrite to dpo@example.com.\n\nExample Assistant GmbH\nMusterstraße 1, 10115 Berlin, Germany"
                     *         }
                     *       },
                     *       "fallback": "en",
                     *       "counts": {
                     *         "informed": 0,
                     *         "uncertain": 0,
                     *         "noAddress": 0,
                     *         "rejected": 0,
                     *         "bounced": 0,
                     *         "complained": 0,
                     *         "erased": 0
                     *       },
                     *       "approvedAt": "2026-11-24T09:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["IncidentNotice"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JWK set. May be cached for five minutes. */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kty": "OKP",
                     *           "crv": "Ed25519",
                     *           "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                     *           "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                     *           "alg": "EdDSA",
                     *           "use": "sig"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        keys: components["schemas"]["SignerKey"][];
                    };
                };
            };
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getLedgerCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A signed note. Its key is in `/v1/jwks.json`: the one whose id the signature line begins with. */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Bytes of this response. */
                    "content-length": string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain; charset=utf-8": unknown;
                };
            };
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listLedgerEntries: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description 24 hours ago when absent. */
                from?: string;
                /** @description Most items of a page. */
                limit?: number;
                /** @description Exclusive; now when absent. */
                to?: string;
                /** @description Entries of this type only. */
                type?: components["schemas"]["LedgerEntryType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries in the order of writing. A page of a long range may be empty: continue while there is a nextCursor. */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "entryId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *           "type": "record.deleted",
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *           "codes": {
                     *             "category": "prompt-text",
                     *             "by": "subject"
                     *           },
                     *           "index": 17302
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["LedgerEntry"][];
                        /** @description Where the next page begins; absent on the last page. */
                        nextCursor?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getLedgerProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description `index` of an entry.
                 * @example 0
                 */
                index: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proof of RFC 9162 section 2.1.3, and the checkpoint that it leads to. */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "index": 0,
                     *       "treeSize": 2,
                     *       "hashes": [
                     *         "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="
                     *       ],
                     *       "leaf": "eyJhdCI6IjIwMjYtMTEtMjRUMTA6MDA6MDAuMDAwWiJ9",
                     *       "checkpoint": "custos/ledger/0b2d6c1e-9f3a-4c57-8a51-3c1f2d7e9b40\n2\nMM7ptY8TPGLXHWpY7rHXbbd+SBhoqJcDQbkTPrnLQ2s=\n\n— custos/ledger/0b2d6c1e-9f3a-4c57-8a51-3c1f2d7e9b40 x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
                     *     }
                     */
                    "application/json": components["schemas"]["LedgerProof"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    countStaffActs: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description 24 hours ago when absent. */
                from?: string;
                /** @description Exclusive; now when absent. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts of the time that was read so far. Continue while there is a nextCursor, and add what is of the same day, kind and operation. */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "day": "2026-11-24",
                     *           "kind": "read",
                     *           "operation": "getRequest",
                     *           "shown": "identity",
                     *           "times": 12
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["StaffCount"][];
                        /** @description Where the next page begins; absent on the last page. */
                        nextCursor?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getLedgerTile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of the tile, in three digits.
                 * @example 067
                 */
                first: string;
                /**
                 * @description 0 for the hashes of entries, 1 and above for those of full tiles below.
                 * @example 0
                 */
                level: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hashes of 32 bytes, one after the other. Never changes. */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Bytes of this response. */
                    "content-length": string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getLedgerTileOfTwo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description `x` and the thousands of the number; or the number, and `.p`.
                 * @example 067.p
                 */
                first: string;
                /**
                 * @description 0 for the hashes of entries, 1 and above for those of full tiles below.
                 * @example 0
                 */
                level: string;
                /**
                 * @description The rest of the number; or how many hashes of a tile that is not full.
                 * @example 8
                 */
                second: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hashes of 32 bytes, one after the other. Never changes. */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Bytes of this response. */
                    "content-length": string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getLedgerTileOfThree: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description `x` and three digits.
                 * @example x001
                 */
                first: string;
                /**
                 * @description 0 for the hashes of entries, 1 and above for those of full tiles below.
                 * @example 0
                 */
                level: string;
                /**
                 * @description `x` and three digits; or three digits, and `.p`.
                 * @example 067.p
                 */
                second: string;
                /**
                 * @description Three digits; or how many hashes of a tile that is not full.
                 * @example 8
                 */
                third: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hashes of 32 bytes, one after the other. Never changes. */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Bytes of this response. */
                    "content-length": string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listMyActivity: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happened. Deletions by retention, stored records and uses of data are one item each for every UTC day, at its beginning. A page may have fewer items than `limit`: continue while there is a nextCursor. */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "activityId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12",
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "kind": "staff-access",
                     *           "codes": {
                     *             "role": "privacy-team",
                     *             "operation": "readRequest",
                     *             "requestId": "019ab3f0-6b1c-7f10-8a35-2d2f0d6c9b01"
                     *           },
                     *           "ledger": {
                     *             "entryId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *             "type": "staff.read"
                     *           }
                     *         },
                     *         {
                     *           "activityId": "019ab3cd-5c00-7000-8000-000000000000",
                     *           "at": "2026-11-24T00:00:00.000Z",
                     *           "kind": "retention-deletion",
                     *           "codes": {
                     *             "counts": {
                     *               "prompt-text": 12,
                     *               "usage-log": 40
                     *             }
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Activity"][];
                        /** @description Where the next page begins; absent on the last page. */
                        nextCursor?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listOwnAutomatedDecisions: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Decisions that a human can still review; a page may be short while there is a nextCursor */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "automatedDecisionId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12",
                     *           "system": "upload-limits",
                     *           "outcome": {
                     *             "value": "Uploads are limited to ten a day",
                     *             "favourable": false,
                     *             "score": 0.91
                     *           },
                     *           "mainFactors": [
                     *             "300 uploads within one hour",
                     *             "Three uploads were reported as abuse"
                     *           ],
                     *           "logic": "Counts uploads and reports of the last 24 hours; from a score of 0.9 uploads are limited.",
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "reviewableUntil": "2028-11-24T10:00:00.000Z",
                     *           "review": {
                     *             "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *             "status": "completed",
                     *             "outcome": "changed",
                     *             "reasons": "The reports were about another account. Ten uploads an hour are allowed.",
                     *             "answeredAt": "2026-12-01T09:00:00.000Z"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AutomatedDecision"][];
                        /** @description Where the next page begins; absent on the last page. */
                        nextCursor?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listMyConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every purpose of the policy */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Consent"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    putMyConsent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path: {
                /**
                 * @description A purpose that the policy declares.
                 * @example improvement
                 */
                purpose: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentOfCaller"];
            };
        };
        responses: {
            /** @description Recorded */
            201: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "consent": {
                     *         "purpose": "improvement",
                     *         "state": "given",
                     *         "default": "deny",
                     *         "basis": "consent",
                     *         "since": "2026-11-24T09:00:00.000Z",
                     *         "validUntil": "2028-11-24T09:00:00.000Z",
                     *         "noticeId": "privacy",
                     *         "noticeVersion": "3f6c2a9d1e4b5a70",
                     *         "effect": "processing-permitted"
                     *       },
                     *       "receipt": "eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl"
                     *     }
                     */
                    "application/json": components["schemas"]["RecordedConsent"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-frozen"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.request-in-progress.notice-superseded.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listMyConsentHistory: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description A purpose that the policy declares.
                 * @example improvement
                 */
                purpose: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Choices */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "recordId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *           "state": "given",
                     *           "at": "2026-11-24T09:00:00.000Z",
                     *           "basis": "consent",
                     *           "jurisdiction": "gdpr",
                     *           "advisory": true,
                     *           "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *           "locale": "en",
                     *           "method": "privacy-centre",
                     *           "givenBy": "subject",
                     *           "recordedBy": "subject",
                     *           "validUntil": "2028-11-24T09:00:00.000Z",
                     *           "noticeVersion": "3f6c2a9d1e4b5a70"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ConsentEvent"][];
                        /** @description Where the next page begins; absent on the last page. */
                        nextCursor?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listMyReceipts: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description `27560`: JSON of ISO/IEC TS 27560, signed. `dpv`: JSON-LD of W3C DPV. */
                format?: "27560" | "dpv";
                /** @description Most items of a page. */
                limit?: number;
                /** @description Lists every receipt of it, newest first. */
                purpose?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Receipts */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * @description The facts of an applicable law were not reviewed: they are advisory.
                             * @constant
                             */
                            advisory?: true;
                            /** Format: date-time */
                            at: string;
                            /** @description In the fields of ISO/IEC TS 27560, or JSON-LD in the terms of DPV. */
                            document: {
                                [key: string]: unknown;
                            };
                            /**
                             * Format: date-time
                             * @description When the evidence is deleted.
                             */
                            keptUntil: string;
                            purpose: string;
                            /** @description The document as compact JWS. */
                            receipt?: string;
                            /** Format: uuid */
                            receiptId: string;
                            state: components["schemas"]["ConsentChoice"];
                        }[];
                        /** @description Where the next page begins; absent on the last page. */
                        nextCursor?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listMyData: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every category, in one page */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "category": "prompt-text",
                     *           "title": "Prompts",
                     *           "count": 1815,
                     *           "oldest": "2026-10-25",
                     *           "newest": "2026-11-24",
                     *           "months": [
                     *             {
                     *               "month": "2026-10",
                     *               "count": 310
                     *             },
                     *             {
                     *               "month": "2026-11",
                     *               "count": 1505
                     *             }
                     *           ],
                     *           "purposes": [
                     *             {
                     *               "purpose": "service-provision",
                     *               "title": "Answering what you ask",
                     *               "legalBasis": "contract",
                     *               "retention": "P7D"
                     *             }
                     *           ],
                     *           "retention": {
                     *             "period": "P30D",
                     *             "own": "P7D",
                     *             "applies": "P7D"
                     *           },
                     *           "source": "provided",
                     *           "sources": [
                     *             {
                     *               "recipient": "credit-agency",
                     *               "name": "Credit Agency GmbH",
                     *               "since": "2026-11-24T10:00:00.000Z",
                     *               "informBy": "2026-12-28"
                     *             }
                     *           ],
                     *           "recipients": [
                     *             {
                     *               "recipient": "model-host",
                     *               "name": "Model Host GmbH",
                     *               "role": "processor",
                     *               "country": "DE",
                     *               "transferMechanism": "none-needed",
                     *               "disclosures": {
                     *                 "count": 3,
                     *                 "oldest": "2026-11-02T08:30:00.000Z",
                     *                 "newest": "2026-11-24T09:58:00.000Z"
                     *               }
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "measurements": [
                     *         {
                     *           "measure": "answer-ratings",
                     *           "title": "Ratings of answers",
                     *           "purpose": "aggregates",
                     *           "category": "feedback",
                     *           "period": "2026-W48",
                     *           "countedAfter": "2026-11-29T23:00:00.000Z",
                     *           "expiresAt": "2026-12-06T23:00:00.000Z"
                     *         }
                     *       ],
                     *       "trainedOn": [
                     *         {
                     *           "trainingSetId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *           "purpose": "training",
                     *           "title": "Training of models",
                     *           "records": 40,
                     *           "since": "2026-11-21T10:00:00.000Z",
                     *           "state": "ready",
                     *           "models": [
                     *             {
                     *               "name": "answer-ranking",
                     *               "version": "4.1.0",
                     *               "title": "Ranking of answers",
                     *               "state": "approved",
                     *               "trainedAt": "2026-11-22T10:00:00.000Z"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["HeldData"][];
                        /** @description What is stored to be counted among many people, until its period is counted. A copy of the data has the values. */
                        measurements: components["schemas"]["OpenMeasurements"][];
                        /** @description Training sets that had data of the person, and the models that used them. */
                        trainedOn: components["schemas"]["TrainedOn"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listMyDecisions: {
        parameters: {
            query?: {
                /** @description A category of data that the policy declares, or `unclassified` for data without a classification. */
                category?: string;
                /** @description Language of the explanations; the one that the person has set when absent. */
                locale?: string;
                /** @description A purpose that the policy declares. */
                purpose?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every purpose with every category that it uses, or those that were asked */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "purpose": "improvement",
                     *           "category": "prompt-text",
                     *           "decision": "deny",
                     *           "basis": "consent",
                     *           "reasons": [
                     *             "consent-not-given"
                     *           ],
                     *           "obligations": [],
                     *           "explanation": "We do not use \"Prompts\" for \"Improving the assistant\". You have not agreed to it. Legal basis: GDPR Art. 6(1)(a). You can agree to it at any time. You can ask us about it: dpo@example.com."
                     *         }
                     *       ],
                     *       "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ExplainedDecision"][];
                        /** @description `sha256:` and the content hash of the policy that applied. */
                        policyVersion: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listMyIdentities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What names the person, the oldest first */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "identityId": "4f9c1f0e6f0a4c399c0b0d9f4b9f7f100b1f6a2c9d3e4f58",
                     *           "type": "email",
                     *           "value": "ada@example.org",
                     *           "assurance": "issuer-verified",
                     *           "signsIn": true,
                     *           "since": "2026-11-24T10:00:00.000Z",
                     *           "linkedBy": "service"
                     *         },
                     *         {
                     *           "identityId": "4f9c1f0e6f0a4c399c0b0d9f4b9f7f10d2a47c0be1936f85",
                     *           "type": "user-id",
                     *           "value": "00u4711",
                     *           "issuer": "https://login.example.com",
                     *           "assurance": "issuer-verified",
                     *           "signsIn": true,
                     *           "since": "2026-11-25T08:30:00.000Z",
                     *           "linkedBy": "sign-in"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Identity"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    removeMyIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a list of identities.
                 * @example 4f9c1f0e6f0a4c399c0b0d9f4b9f7f10d2a47c0be1936f85
                 */
                identityId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It names the person no more */
            204: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.subject-erased"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    openOwnMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of the record that the file is.
                 * @example 019ab3f0-81d2-7b0c-8a61-2d9e4f7c3b58
                 */
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, for 15 minutes; range requests work there */
            302: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    /** @description Relative to this address; it needs no token. */
                    location: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getMyNotice: {
        parameters: {
            query?: {
                /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
                locale?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notice */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The law is the default of the policy; the law of the place of residence is not configured.
                         * @constant
                         */
                        appliedAs?: "default";
                        jurisdiction: components["schemas"]["Jurisdiction"];
                        law: components["schemas"]["LawStanding"];
                        notice: components["schemas"]["Notice"];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listOwnRecords: {
        parameters: {
            query?: {
                /** @description Records of this category only. */
                category?: string;
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page ends at `limit` or 4 MiB; it may be short while there is a nextCursor */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "recordId": "019ab3f0-81d2-7b0c-8a61-2d9e4f7c3b58",
                     *           "category": "prompt-text",
                     *           "content": null,
                     *           "collectedAt": "2026-11-24T10:00:00.000Z",
                     *           "expiresAt": "2026-12-24T10:00:00.000Z",
                     *           "purposes": [
                     *             "service-provision"
                     *           ],
                     *           "source": "chat",
                     *           "media": {
                     *             "contentType": "image/jpeg",
                     *             "bytes": 482133,
                     *             "sha256": "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592"
                     *           }
                     *         },
                     *         {
                     *           "recordId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *           "category": "prompt-text",
                     *           "content": {
                     *             "text": "Plan a weekend in Lisbon."
                     *           },
                     *           "collectedAt": "2026-11-24T10:00:00.000Z",
                     *           "expiresAt": "2026-12-24T10:00:00.000Z",
                     *           "purposes": [
                     *             "service-provision"
                     *           ],
                     *           "source": "chat"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["OwnRecord"][];
                        /** @description Where the next page begins; absent on the last page. */
                        nextCursor?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readOwnRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a record.
                 * @example 019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11
                 */
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    /** @description Changes with the record; send it as `If-Match` to correct it. */
                    etag: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recordId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *       "category": "prompt-text",
                     *       "content": {
                     *         "text": "Plan a weekend in Lisbon."
                     *       },
                     *       "collectedAt": "2026-11-24T10:00:00.000Z",
                     *       "expiresAt": "2026-12-24T10:00:00.000Z",
                     *       "purposes": [
                     *         "service-provision"
                     *       ],
                     *       "source": "chat"
                     *     }
                     */
                    "application/json": components["schemas"]["OwnRecord"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    deleteOwnRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a record.
                 * @example 019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11
                 */
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.formal-request-required.deletion-suspended"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    correctOwnRecord: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what is changed, as it was last read. */
                "If-Match": components["parameters"]["if-match"];
            };
            path: {
                /**
                 * @description Of a record.
                 * @example 019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11
                 */
                recordId: string;
            };
            cookie?: never;
        };
        /** @description At most 1,024 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "content": {
                 *         "text": "Plan a weekend in Porto."
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @description In the place of the old content. Any JSON value of at most 256 KiB as compact UTF-8. What was made from the record stays as it is: delete the record to delete that as well. */
                    content: unknown;
                };
            };
        };
        responses: {
            /** @description The record as it is stored now */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    /** @description Changes with the record; send it as `If-Match` to correct it. */
                    etag: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recordId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *       "category": "prompt-text",
                     *       "content": {
                     *         "text": "Plan a weekend in Lisbon."
                     *       },
                     *       "collectedAt": "2026-11-24T10:00:00.000Z",
                     *       "expiresAt": "2026-12-24T10:00:00.000Z",
                     *       "purposes": [
                     *         "service-provision"
                     *       ],
                     *       "source": "chat"
                     *     }
                     */
                    "application/json": components["schemas"]["OwnRecord"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.formal-request-required.deletion-suspended"];
            412: components["responses"]["precondition-failed"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listMyRequests: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your requests */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *           "kind": "access",
                     *           "status": "in-progress",
                     *           "receivedAt": "2026-11-24T10:00:00.000Z",
                     *           "dueAt": "2026-12-24T22:59:59.999Z",
                     *           "jurisdiction": "gdpr",
                     *           "clock": {
                     *             "state": "running",
                     *             "pauses": []
                     *           },
                     *           "tasks": [
                     *             {
                     *               "system": "custos",
                     *               "status": "running"
                     *             }
                     *           ],
                     *           "timeline": [
                     *             {
                     *               "at": "2026-11-24T10:00:00.000Z",
                     *               "event": "received"
                     *             },
                     *             {
                     *               "at": "2026-11-24T10:00:00.000Z",
                     *               "event": "in-progress"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RequestList"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    submitRequest: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Submission"];
            };
        };
        responses: {
            /** @description Received; keep the token, it works without an account */
            202: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmittedRequest"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing"];
            409: components["responses"]["conflict.request-already-open.request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readMyRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "completed",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "stopped",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "completed",
                     *           "counts": {
                     *             "prompt-text": 50
                     *           }
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:40.000Z",
                     *           "event": "completed"
                     *         }
                     *       ],
                     *       "export": {
                     *         "sha256": "0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f",
                     *         "bytes": 18230,
                     *         "expiresAt": "2026-12-01T10:00:40.000Z",
                     *         "downloads": 0
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    cancelMyRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "cancelled",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "stopped",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "cancelled"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:40.000Z",
                     *           "event": "cancelled"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    appealMyRequest: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "This was my first request in two years."
                 *     }
                 */
                "application/json": components["schemas"]["Appeal"];
            };
        };
        responses: {
            /** @description Received; keep the token, it works without an account */
            202: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request": {
                     *         "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *         "kind": "appeal",
                     *         "status": "in-progress",
                     *         "receivedAt": "2026-11-24T10:00:00.000Z",
                     *         "dueAt": "2026-12-24T22:59:59.999Z",
                     *         "jurisdiction": "gdpr",
                     *         "clock": {
                     *           "state": "running",
                     *           "pauses": []
                     *         },
                     *         "tasks": [
                     *           {
                     *             "system": "custos",
                     *             "status": "running"
                     *           }
                     *         ],
                     *         "timeline": [
                     *           {
                     *             "at": "2026-11-24T10:00:00.000Z",
                     *             "event": "received"
                     *           },
                     *           {
                     *             "at": "2026-11-24T10:00:00.000Z",
                     *             "event": "in-progress"
                     *           }
                     *         ],
                     *         "about": "0193f1c0-1b2c-7c3a-9d2e-5a7e3d4e5f60"
                     *       },
                     *       "followUpToken": "cft_0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60.c29tZS1yYW5kb20tYnl0ZXMtb2YtdGhlLXRva2VuLi4"
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedRequest"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.request-already-open.request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    downloadMyExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://exports.example.org/0193f1c0?signature=0a4f",
                     *       "sha256": "0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f0a4f",
                     *       "expiresAt": "2026-11-24T10:16:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DownloadLink"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readMySettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings as they stand */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    /** @description Changes with the settings; send it as `If-Match` to change them. */
                    etag: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    changeMySettings: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what is changed, as it was last read. */
                "If-Match": components["parameters"]["if-match"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description null takes it back. */
                    contact?: components["schemas"]["Contact"] | null;
                    /** @description null takes it back. */
                    locale?: string | null;
                    /** @description How the person said it. Where their law asks for two steps to opt in again after opting out, `two-step-confirmation`: they asked for it and confirmed it separately. */
                    method?: string;
                    /**
                     * @description `off` stops personalisation.
                     * @enum {string}
                     */
                    personalisation?: "on" | "off";
                    /** @description null takes it back. */
                    residence?: string | null;
                    /** @description By category; null goes back to what the policy says. */
                    retention?: {
                        [key: string]: string | null;
                    };
                    /**
                     * @description `off` stops the collection of data.
                     * @enum {string}
                     */
                    storage?: "on" | "off";
                    /**
                     * @description `off` opts out of training.
                     * @enum {string}
                     */
                    training?: "on" | "off";
                };
            };
        };
        responses: {
            /** @description The settings as they stand */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    /** @description Changes with the settings; send it as `If-Match` to change them. */
                    etag: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing"];
            409: components["responses"]["conflict.subject-erased"];
            412: components["responses"]["precondition-failed"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    recordMeasurements: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 256 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMeasurements"];
            };
        };
        responses: {
            /** @description What is permitted is stored until the period closes, and then counted */
            202: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedMeasurements"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-not-permitted.processing-frozen.processing-restricted"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    announceMedia: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "user-id",
                 *         "value": "u-4711"
                 *       },
                 *       "category": "prompt-image",
                 *       "purposes": [
                 *         "service-provision"
                 *       ],
                 *       "contentType": "image/jpeg",
                 *       "bytes": 482133,
                 *       "sha256": "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592"
                 *     }
                 */
                "application/json": components["schemas"]["NewMedia"];
            };
        };
        responses: {
            /** @description Storing is permitted now. It is decided again when the file is there; `GET /v1/media/{recordId}` says what became of it. A retry returns the same record with a form that is valid from then on, as long as the file is waited for. */
            201: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recordId": "019ab3f0-81d2-7b0c-8a61-2d9e4f7c3b58",
                     *       "upload": {
                     *         "url": "https://uploads.example.com/",
                     *         "fields": {
                     *           "key": "uploads/019ab3f0-81d2-7b0c-8a61-2d9e4f7c3b58",
                     *           "content-type": "image/jpeg",
                     *           "policy": "…"
                     *         }
                     *       },
                     *       "expiresAt": "2026-11-24T10:15:00.000Z"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description Until when the form may be sent.
                         */
                        expiresAt: string;
                        /**
                         * Format: uuid
                         * @description Of the record that the file will be.
                         */
                        recordId: string;
                        /** @description POST the fields and then the file as `file`, as `multipart/form-data`. */
                        upload: {
                            fields: {
                                [key: string]: string;
                            };
                            url: string;
                        };
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-not-permitted.processing-frozen.processing-restricted"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of the record that the file is.
                 * @example 019ab3f0-81d2-7b0c-8a61-2d9e4f7c3b58
                 */
                recordId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its state */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    openMedia: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the copy at hand. */
                "If-None-Match"?: components["parameters"]["if-none-match"];
                /** @description The `ETag` of the part at hand: the range is only sent of the same file. */
                "If-Range"?: components["parameters"]["if-range"];
                /**
                 * @description One range of bytes; several are answered with the whole file (RFC 9110 section 14).
                 * @example bytes=0-1048575
                 */
                Range?: components["parameters"]["range"];
            };
            path: {
                /**
                 * @description Of a link, which is good for 15 minutes.
                 * @example eU2LRrKZ0jJbN5Qo1f3sVQ8cX7mT9aYh4WkPd6GiBnE
                 */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file, up to 200 MB; a larger one needs a range */
            200: {
                headers: {
                    /** @description `bytes`. */
                    "accept-ranges": string;
                    "cache-control": components["headers"]["no-store"];
                    /** @description `inline`, with a name that says nothing: the id of the record. */
                    "content-disposition": string;
                    /** @description Bytes of this response. */
                    "content-length": string;
                    /** @description The file runs nothing and loads nothing. */
                    "content-security-policy": string;
                    /** @description `cross-origin`: pages of the operator can show the file. */
                    "cross-origin-resource-policy": string;
                    /** @description Strong: the SHA-256 of the file. */
                    etag: string;
                    /** @description `no-referrer`: the link is not passed on. */
                    "referrer-policy": string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "audio/mp4": unknown;
                    "image/avif": unknown;
                    "image/gif": unknown;
                    "image/heic": unknown;
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                    "video/mp4": unknown;
                    "video/quicktime": unknown;
                    "video/webm": unknown;
                };
            };
            /** @description A part of the file, at most 16 MB of what was asked for (RFC 9110 section 15.3.7) */
            206: {
                headers: {
                    /** @description `bytes`. */
                    "accept-ranges": string;
                    "cache-control": components["headers"]["no-store"];
                    /** @description `inline`, with a name that says nothing: the id of the record. */
                    "content-disposition": string;
                    /** @description Bytes of this response. */
                    "content-length": string;
                    /** @description Which part, and the bytes of the whole file. */
                    "content-range": string;
                    /** @description The file runs nothing and loads nothing. */
                    "content-security-policy": string;
                    /** @description `cross-origin`: pages of the operator can show the file. */
                    "cross-origin-resource-policy": string;
                    /** @description Strong: the SHA-256 of the file. */
                    etag: string;
                    /** @description `no-referrer`: the link is not passed on. */
                    "referrer-policy": string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "audio/mp4": unknown;
                    "image/avif": unknown;
                    "image/gif": unknown;
                    "image/heic": unknown;
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                    "video/mp4": unknown;
                    "video/quicktime": unknown;
                    "video/webm": unknown;
                };
            };
            /** @description The copy at hand is this file */
            304: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    /** @description Strong: the SHA-256 of the file. */
                    etag: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["not-found"];
            416: components["responses"]["range-not-satisfiable"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listModels: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
                /** @description Only those in this state. */
                state?: components["schemas"]["ModelState"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Models */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "modelId": "0193f1c0-6b20-7a11-8c3d-4e5f60718298",
                     *           "name": "answer-ranking",
                     *           "version": "4.1.0",
                     *           "title": "Ranking of answers",
                     *           "state": "approved",
                     *           "riskClass": "limited",
                     *           "registeredAt": "2026-11-20T10:00:00.000Z",
                     *           "changedAt": "2026-11-24T10:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Models"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    registerModel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "answer-ranking",
                 *       "version": "4.1.0",
                 *       "title": "Ranking of answers",
                 *       "trainingSets": [
                 *         "0193f1c0-6b20-7a11-8c3d-4e5f60718299"
                 *       ],
                 *       "systems": [
                 *         "upload-limits"
                 *       ],
                 *       "intendedUse": "Puts the answers of the assistant in order. People see the first one.",
                 *       "limits": "Not for decisions about people.",
                 *       "riskClass": "limited",
                 *       "evaluation": [
                 *         {
                 *           "metric": "accuracy",
                 *           "value": 0.91,
                 *           "dataset": "answers of November"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewModel"];
            };
        };
        responses: {
            /** @description The model */
            201: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Send it as `If-Match` to change the model. */
                    etag: string;
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "title": "Ranking of answers",
                     *       "trainingSets": [
                     *         "0193f1c0-6b20-7a11-8c3d-4e5f60718299"
                     *       ],
                     *       "systems": [
                     *         "upload-limits"
                     *       ],
                     *       "intendedUse": "Puts the answers of the assistant in order. People see the first one.",
                     *       "limits": "Not for decisions about people.",
                     *       "riskClass": "limited",
                     *       "evaluation": [
                     *         {
                     *           "metric": "accuracy",
                     *           "value": 0.91,
                     *           "dataset": "answers of November"
                     *         }
                     *       ],
                     *       "modelId": "0193f1c0-6b20-7a11-8c3d-4e5f60718298",
                     *       "name": "answer-ranking",
                     *       "version": "4.1.0",
                     *       "state": "approved",
                     *       "registeredAt": "2026-11-20T10:00:00.000Z",
                     *       "changedAt": "2026-11-24T10:00:00.000Z",
                     *       "excludedUntil": "2026-11-21",
                     *       "history": [
                     *         {
                     *           "state": "planned",
                     *           "at": "2026-11-20T10:00:00.000Z",
                     *           "by": "service"
                     *         },
                     *         {
                     *           "state": "trained",
                     *           "at": "2026-11-22T10:00:00.000Z",
                     *           "by": "service"
                     *         },
                     *         {
                     *           "state": "approved",
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "by": "staff"
                     *         }
                     *       ],
                     *       "approval": {
                     *         "at": "2026-11-24T10:00:00.000Z",
                     *         "by": "privacy-team",
                     *         "exception": {
                     *           "reason": "The first report on fairness covers December; the model is new.",
                     *           "lifted": [
                     *             "fairness-report-missing"
                     *           ]
                     *         }
                     *       },
                     *       "holding": [],
                     *       "affectedBy": [
                     *         {
                     *           "trainingSetId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *           "since": "2026-11-25",
                     *           "people": 3,
                     *           "measure": {
                     *             "kind": "retrain-by",
                     *             "date": "2027-01-31",
                     *             "plannedAt": "2026-11-26T10:00:00.000Z"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            409: components["responses"]["conflict.request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a model.
                 * @example answer-ranking
                 */
                name: string;
                /**
                 * @description One of its versions.
                 * @example 4.1.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Send it as `If-Match` to change the model. */
                    etag: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "title": "Ranking of answers",
                     *       "trainingSets": [
                     *         "0193f1c0-6b20-7a11-8c3d-4e5f60718299"
                     *       ],
                     *       "systems": [
                     *         "upload-limits"
                     *       ],
                     *       "intendedUse": "Puts the answers of the assistant in order. People see the first one.",
                     *       "limits": "Not for decisions about people.",
                     *       "riskClass": "limited",
                     *       "evaluation": [
                     *         {
                     *           "metric": "accuracy",
                     *           "value": 0.91,
                     *           "dataset": "answers of November"
                     *         }
                     *       ],
                     *       "modelId": "0193f1c0-6b20-7a11-8c3d-4e5f60718298",
                     *       "name": "answer-ranking",
                     *       "version": "4.1.0",
                     *       "state": "approved",
                     *       "registeredAt": "2026-11-20T10:00:00.000Z",
                     *       "changedAt": "2026-11-24T10:00:00.000Z",
                     *       "excludedUntil": "2026-11-21",
                     *       "history": [
                     *         {
                     *           "state": "planned",
                     *           "at": "2026-11-20T10:00:00.000Z",
                     *           "by": "service"
                     *         },
                     *         {
                     *           "state": "trained",
                     *           "at": "2026-11-22T10:00:00.000Z",
                     *           "by": "service"
                     *         },
                     *         {
                     *           "state": "approved",
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "by": "staff"
                     *         }
                     *       ],
                     *       "approval": {
                     *         "at": "2026-11-24T10:00:00.000Z",
                     *         "by": "privacy-team",
                     *         "exception": {
                     *           "reason": "The first report on fairness covers December; the model is new.",
                     *           "lifted": [
                     *             "fairness-report-missing"
                     *           ]
                     *         }
                     *       },
                     *       "holding": [],
                     *       "affectedBy": [
                     *         {
                     *           "trainingSetId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *           "since": "2026-11-25",
                     *           "people": 3,
                     *           "measure": {
                     *             "kind": "retrain-by",
                     *             "date": "2027-01-31",
                     *             "plannedAt": "2026-11-26T10:00:00.000Z"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    changeModel: {
        parameters: {
            query?: never;
            header: {
                /** @description The `ETag` of what is changed, as it was last read. */
                "If-Match": components["parameters"]["if-match"];
            };
            path: {
                /**
                 * @description Of a model.
                 * @example answer-ranking
                 */
                name: string;
                /**
                 * @description One of its versions.
                 * @example 4.1.0
                 */
                version: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelChange"];
            };
        };
        responses: {
            /** @description The model */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Send it as `If-Match` to change the model. */
                    etag: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "title": "Ranking of answers",
                     *       "trainingSets": [
                     *         "0193f1c0-6b20-7a11-8c3d-4e5f60718299"
                     *       ],
                     *       "systems": [
                     *         "upload-limits"
                     *       ],
                     *       "intendedUse": "Puts the answers of the assistant in order. People see the first one.",
                     *       "limits": "Not for decisions about people.",
                     *       "riskClass": "limited",
                     *       "evaluation": [
                     *         {
                     *           "metric": "accuracy",
                     *           "value": 0.91,
                     *           "dataset": "answers of November"
                     *         }
                     *       ],
                     *       "modelId": "0193f1c0-6b20-7a11-8c3d-4e5f60718298",
                     *       "name": "answer-ranking",
                     *       "version": "4.1.0",
                     *       "state": "approved",
                     *       "registeredAt": "2026-11-20T10:00:00.000Z",
                     *       "changedAt": "2026-11-24T10:00:00.000Z",
                     *       "excludedUntil": "2026-11-21",
                     *       "history": [
                     *         {
                     *           "state": "planned",
                     *           "at": "2026-11-20T10:00:00.000Z",
                     *           "by": "service"
                     *         },
                     *         {
                     *           "state": "trained",
                     *           "at": "2026-11-22T10:00:00.000Z",
                     *           "by": "service"
                     *         },
                     *         {
                     *           "state": "approved",
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "by": "staff"
                     *         }
                     *       ],
                     *       "approval": {
                     *         "at": "2026-11-24T10:00:00.000Z",
                     *         "by": "privacy-team",
                     *         "exception": {
                     *           "reason": "The first report on fairness covers December; the model is new.",
                     *           "lifted": [
                     *             "fairness-report-missing"
                     *           ]
                     *         }
                     *       },
                     *       "holding": [],
                     *       "affectedBy": [
                     *         {
                     *           "trainingSetId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *           "since": "2026-11-25",
                     *           "people": 3,
                     *           "measure": {
                     *             "kind": "retrain-by",
                     *             "date": "2027-01-31",
                     *             "plannedAt": "2026-11-26T10:00:00.000Z"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.approval-held-back"];
            412: components["responses"]["precondition-failed"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readModelCard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a model.
                 * @example answer-ranking
                 */
                name: string;
                /**
                 * @description One of its versions.
                 * @example 4.1.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The card, to publish: numbers of fewer than five people are not shown */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description `accept`: the type of the response depends on it. */
                    vary: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "modelDetails": {
                     *         "name": "answer-ranking",
                     *         "version": "4.1.0",
                     *         "title": "Ranking of answers",
                     *         "state": "approved",
                     *         "riskClass": "limited",
                     *         "registeredAt": "2026-11-20T10:00:00.000Z",
                     *         "approvedAt": "2026-11-24T10:00:00.000Z",
                     *         "exceptional": true,
                     *         "type": "gradient-boosted trees"
                     *       },
                     *       "intendedUse": {
                     *         "description": "Puts the answers of the assistant in order. People see the first one.",
                     *         "users": [
                     *           "People who use the assistant"
                     *         ]
                     *       },
                     *       "factors": {
                     *         "relevant": [
                     *           "language"
                     *         ]
                     *       },
                     *       "trainingData": {
                     *         "sets": [
                     *           {
                     *             "trainingSetId": "0193f1c0-6b20-7a11-8c3d-4e5f60718299",
                     *             "state": "ready",
                     *             "purpose": "training",
                     *             "categories": [
                     *               "prompt-text"
                     *             ],
                     *             "builtAt": "2026-11-21T10:00:00.000Z",
                     *             "people": 1204,
                     *             "records": 48112,
                     *             "merkleRoot": "0000000000000000000000000000000000000000000000000000000000000000"
                     *           }
                     *         ]
                     *       },
                     *       "quantitativeAnalyses": {
                     *         "results": [
                     *           {
                     *             "metric": "accuracy",
                     *             "value": 0.91,
                     *             "dataset": "answers of November"
                     *           }
                     *         ],
                     *         "fairness": [
                     *           {
                     *             "system": "upload-limits"
                     *           }
                     *         ]
                     *       },
                     *       "caveatsAndRecommendations": {
                     *         "limits": "Not for decisions about people.",
                     *         "affectedBy": [
                     *           {
                     *             "since": "2026-11-25",
                     *             "people": "fewer than 5",
                     *             "measure": "retrain-by",
                     *             "date": "2027-01-31"
                     *           }
                     *         ]
                     *       },
                     *       "writtenAt": "2026-11-27T10:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ModelCard"];
                    /**
                     * @example # Ranking of answers
                     *
                     *     ## Model details
                     *
                     *     **Model:** answer\-ranking 4\.1\.0
                     *
                     *     **State:** approved
                     *
                     *     **Risk class:** limited
                     *
                     *     **Registered at:** 2026\-11\-20T10\:00\:00\.000Z
                     *
                     *     **Approved at:** 2026\-11\-24T10\:00\:00\.000Z
                     *
                     *     **Exceptional:** true
                     *
                     *     **Type:** gradient\-boosted trees
                     *
                     *     ## Intended use
                     *
                     *     **Description:** Puts the answers of the assistant in order\. People see the first one\.
                     *
                     *     **Users:**
                     *
                     *     - People who use the assistant
                     *
                     *     ## Factors
                     *
                     *     **Relevant:**
                     *
                     *     - language
                     *
                     *     ## Metrics
                     *
                     *     Not declared.
                     *
                     *     ## Evaluation data
                     *
                     *     Not declared.
                     *
                     *     ## Training data
                     *
                     *     ### Set 0193f1c0\-6b20\-7a11\-8c3d\-4e5f60718299
                     *
                     *     **State:** ready
                     *
                     *     **Purpose:** training
                     *
                     *     **Categories:**
                     *
                     *     - prompt\-text
                     *
                     *     **Built at:** 2026\-11\-21T10\:00\:00\.000Z
                     *
                     *     **People:** 1204
                     *
                     *     **Records:** 48112
                     *
                     *     **Merkle root:** 0000000000000000000000000000000000000000000000000000000000000000
                     *
                     *     ## Quantitative analyses
                     *
                     *     - accuracy\: 0\.91, on answers of November
                     *
                     *     - Fairness of upload\-limits\: no report
                     *
                     *     ## Ethical considerations
                     *
                     *     Not declared.
                     *
                     *     ## Caveats and recommendations
                     *
                     *     Not for decisions about people\.
                     *
                     *     - Since 2026\-11\-25, fewer than 5 people left whose data the model was trained on\: retrain\-by 2027\-01\-31
                     *
                     *     Written at 2026\-11\-27T10\:00\:00\.000Z.
                     */
                    "text/markdown": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listNotices: {
        parameters: {
            query?: {
                /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
                locale?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every notice with its version and languages */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "privacy",
                     *           "version": "3f6c2a9d1e4b5a70",
                     *           "effectiveFrom": "2026-11-01",
                     *           "material": true,
                     *           "summary": "We use what you write to answer you and delete it after 30 days.",
                     *           "title": "Privacy notice",
                     *           "purposes": [
                     *             "service-provision",
                     *             "improvement"
                     *           ],
                     *           "locales": [
                     *             "en",
                     *             "de"
                     *           ],
                     *           "versions": [
                     *             {
                     *               "version": "3f6c2a9d1e4b5a70",
                     *               "effectiveFrom": "2026-11-01",
                     *               "publishedAt": "2026-10-20T09:00:00.000Z",
                     *               "locales": [
                     *                 "en",
                     *                 "de"
                     *               ],
                     *               "inForce": true
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "withdrawn": []
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ListedNotice"][];
                        /** @description Notices that were in force and are no longer. */
                        withdrawn: {
                            id: string;
                            title: string;
                            /** @description Every version that was published; `GET /v1/notices/{id}/{version}` has its text. */
                            versions: components["schemas"]["NoticeVersion"][];
                        }[];
                    };
                };
            };
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getNotice: {
        parameters: {
            query?: {
                /** @description A language tag of RFC 5646, in any case: `en`, `de-AT`, `zh-Hans-CN`. */
                locale?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the notice in the policy.
                 * @example privacy
                 */
                id: string;
                /**
                 * @description The version to read.
                 * @example 3f6c2a9d1e4b5a70
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notice */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "notice": {
                     *         "id": "privacy",
                     *         "version": "3f6c2a9d1e4b5a70",
                     *         "locale": "en",
                     *         "markdown": "# Privacy notice",
                     *         "summary": "We use what you write to answer you and delete it after 30 days.",
                     *         "effectiveFrom": "2026-11-01",
                     *         "material": true
                     *       }
                     *     }
                     */
                    "application/json": {
                        notice: components["schemas"]["Notice"];
                    };
                };
            };
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the copy at hand. */
                "If-None-Match"?: components["parameters"]["if-none-match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. May be cached for five minutes, then validated by its ETag. */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    /** @description Changes with the document. */
                    etag: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.1",
                     *       "info": {
                     *         "title": "Custos",
                     *         "version": "1.0.0"
                     *       },
                     *       "paths": {}
                     *     }
                     */
                    "application/json": {
                        info: {
                            title: string;
                            version: string;
                        };
                        openapi: string;
                        paths: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Unchanged since the ETag of `If-None-Match`. */
            304: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    writeRecord: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 1,024 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "user-id",
                 *         "value": "u-4711"
                 *       },
                 *       "category": "prompt-text",
                 *       "purposes": [
                 *         "service-provision"
                 *       ],
                 *       "content": {
                 *         "text": "Plan a weekend in Lisbon."
                 *       },
                 *       "collectedAt": "2026-11-24T10:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewRecord"];
            };
        };
        responses: {
            /** @description Stored under a key of its own class */
            201: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recordId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *       "expiresAt": "2026-12-24T10:00:00.000Z",
                     *       "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000"
                     *     }
                     */
                    "application/json": {
                        /** Format: date-time */
                        expiresAt: string;
                        /** @description `sha256:` and the content hash of the policy that applied. */
                        policyVersion: string;
                        /** Format: uuid */
                        recordId: string;
                        /** @description What a log still holds although it needs it not: send it without. */
                        warnings?: "address-in-text"[];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-not-permitted.processing-frozen.processing-restricted"];
            404: components["responses"]["not-found"];
            409: components["responses"]["request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    writeRecords: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 4,096 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "subject": {
                 *             "type": "user-id",
                 *             "value": "u-4711"
                 *           },
                 *           "category": "prompt-text",
                 *           "purposes": [
                 *             "service-provision"
                 *           ],
                 *           "content": {
                 *             "text": "Plan a weekend in Lisbon."
                 *           },
                 *           "collectedAt": "2026-11-24T10:00:00Z"
                 *         },
                 *         {
                 *           "subject": {
                 *             "type": "user-id",
                 *             "value": "u-4711"
                 *           },
                 *           "category": "prompt-text",
                 *           "purposes": [
                 *             "improvement"
                 *           ],
                 *           "content": {
                 *             "text": "Plan a weekend in Lisbon."
                 *           },
                 *           "collectedAt": "2026-11-24T10:00:00Z"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: components["schemas"]["NewRecord"][];
                };
            };
        };
        responses: {
            /** @description One outcome per item, in the order of the items */
            207: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "status": 201,
                     *           "recordId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *           "expiresAt": "2026-12-24T10:00:00.000Z"
                     *         },
                     *         {
                     *           "status": 403,
                     *           "problem": {
                     *             "type": "urn:custos:problem:processing-not-permitted",
                     *             "title": "This processing is not permitted",
                     *             "status": 403,
                     *             "errors": [
                     *               {
                     *                 "pointer": "/items/1/purposes/0",
                     *                 "message": "this purpose is denied: consent-refused"
                     *               }
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            expiresAt?: string;
                            problem?: components["schemas"]["ItemRefusal"];
                            /** Format: uuid */
                            recordId?: string;
                            status: number;
                            /** @description What a log still holds although it needs it not: send it without. */
                            warnings?: "address-in-text"[];
                        }[];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            409: components["responses"]["request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    queryRecords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "user-id",
                 *         "value": "u-4711"
                 *       },
                 *       "purpose": "service-provision"
                 *     }
                 */
                "application/json": {
                    /** @description A category of data that the policy declares. */
                    category?: string;
                    /** @description The `nextCursor` of the page before; the list begins without it. */
                    cursor?: string;
                    /** @default 25 */
                    limit?: number;
                    /** @description A purpose that the policy declares. */
                    purpose: string;
                    subject: components["schemas"]["Identifier"];
                };
            };
        };
        responses: {
            /** @description A page ends at `limit` or 4 MiB; it may be short while there is a nextCursor */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "recordId": "019ab3f0-81d2-7b0c-8a61-2d9e4f7c3b58",
                     *           "category": "prompt-text",
                     *           "content": null,
                     *           "collectedAt": "2026-11-24T10:00:00.000Z",
                     *           "expiresAt": "2026-12-24T10:00:00.000Z",
                     *           "media": {
                     *             "contentType": "image/jpeg",
                     *             "bytes": 482133,
                     *             "sha256": "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592",
                     *             "link": {
                     *               "url": "/v1/media/content/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                     *               "expiresAt": "2026-11-24T10:15:00.000Z"
                     *             }
                     *           }
                     *         },
                     *         {
                     *           "recordId": "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11",
                     *           "category": "prompt-text",
                     *           "content": {
                     *             "text": "Plan a weekend in Lisbon."
                     *           },
                     *           "collectedAt": "2026-11-24T10:00:00.000Z",
                     *           "expiresAt": "2026-12-24T10:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Record"][];
                        /** @description Where the next page begins; absent on the last page. */
                        nextCursor?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-not-permitted.processing-frozen.processing-restricted"];
            404: components["responses"]["not-found"];
            409: components["responses"]["subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Requests that are due before this time. */
                dueBefore?: string;
                /** @description Requests that are due at this time or later: all that were received since are. */
                dueFrom?: string;
                /** @description Requests of this kind only. A page may have fewer than `limit`. */
                kind?: components["schemas"]["RequestKind"];
                /** @description Most items of a page. */
                limit?: number;
                /** @description Requests of this status only. */
                status?: components["schemas"]["RequestStatus"];
                /** @description Requests that wait for this, from you. A page may have fewer than `limit`. */
                waitingFor?: "identity" | "approval" | "corrections" | "answer" | "retry";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests, without what they are about */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *           "kind": "access",
                     *           "status": "in-progress",
                     *           "receivedAt": "2026-11-24T10:00:00.000Z",
                     *           "dueAt": "2026-12-24T22:59:59.999Z",
                     *           "jurisdiction": "gdpr",
                     *           "clock": {
                     *             "state": "running",
                     *             "pauses": []
                     *           },
                     *           "tasks": [
                     *             {
                     *               "system": "custos",
                     *               "status": "running"
                     *             }
                     *           ],
                     *           "timeline": [
                     *             {
                     *               "at": "2026-11-24T10:00:00.000Z",
                     *               "event": "received"
                     *             },
                     *             {
                     *               "at": "2026-11-24T10:00:00.000Z",
                     *               "event": "in-progress"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RequestQueue"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    takeRequest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestWithoutAccount"];
            };
        };
        responses: {
            /** @description The same whether anything is held of the address or not; keep the token */
            202: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "followUpToken": "cft_0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60.c29tZS1yYW5kb20tYnl0ZXMtb2YtdGhlLXRva2VuLi4"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestTaken"];
                };
            };
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readRequest: {
        parameters: {
            query?: {
                /** @description `facts`: without identifiers of people and what they wrote, whatever the token allows. `person` when absent. */
                show?: "facts" | "person";
            };
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestOfPerson"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    answerRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "outcome": "upheld",
                 *       "reasons": "You had objected before we wrote to you. We have corrected our list."
                 *     }
                 */
                "application/json": components["schemas"]["RequestAnswer"];
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "complaint",
                     *       "status": "completed",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "stopped",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "completed"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         },
                     *         {
                     *           "at": "2026-11-26T09:00:00.000Z",
                     *           "event": "completed"
                     *         }
                     *       ],
                     *       "answer": {
                     *         "outcome": "upheld",
                     *         "at": "2026-11-26T09:00:00.000Z",
                     *         "explanation": "You were right to complain.",
                     *         "remedies": {
                     *           "authority": "https://authority.example.org",
                     *           "court": "https://court.example.org"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    approveRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "in-progress",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "running",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "running"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    decideCorrection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of the correction: from 1, in the order of the request.
                 * @example 1
                 */
                number: string;
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionDecision"];
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "rectification",
                     *       "status": "completed",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "stopped",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "completed"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         },
                     *         {
                     *           "at": "2026-11-26T09:00:00.000Z",
                     *           "event": "correction-accepted"
                     *         },
                     *         {
                     *           "at": "2026-11-26T09:00:00.000Z",
                     *           "event": "correction-applied"
                     *         },
                     *         {
                     *           "at": "2026-11-26T09:00:00.000Z",
                     *           "event": "completed"
                     *         }
                     *       ],
                     *       "corrections": [
                     *         {
                     *           "number": 1,
                     *           "category": "memories",
                     *           "state": "applied",
                     *           "decision": "accept",
                     *           "decidedAt": "2026-11-26T09:00:00.000Z",
                     *           "counts": {
                     *             "changed": 3,
                     *             "removed": 0,
                     *             "withheld": []
                     *           }
                     *         }
                     *       ],
                     *       "restriction": {
                     *         "inForce": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.deletion-suspended"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    denyRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ground": "manifestly-excessive"
                 *     }
                 */
                "application/json": components["schemas"]["Denial"];
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "denied",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "stopped",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "cancelled"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:40.000Z",
                     *           "event": "denied"
                     *         }
                     *       ],
                     *       "refusal": {
                     *         "reasons": [
                     *           "manifestly-excessive"
                     *         ],
                     *         "remedies": {
                     *           "authority": "https://authority.example.org",
                     *           "court": "https://court.example.org"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    extendRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ground": "complexity"
                 *     }
                 */
                "application/json": components["schemas"]["RequestExtension"];
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "approval-required",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2027-02-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "running",
                     *         "pauses": [],
                     *         "extension": {
                     *           "ground": "complexity",
                     *           "times": 1
                     *         }
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "waiting"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    identifyRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "assurance": "document-checked-by-staff",
                 *       "note": "Looked at a passport at the desk."
                 *     }
                 */
                "application/json": components["schemas"]["Identification"];
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "in-progress",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "running",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "running"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    liftRestriction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "restriction",
                     *       "status": "completed",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "stopped",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "completed"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "completed"
                     *         },
                     *         {
                     *           "at": "2026-12-01T10:00:00.000Z",
                     *           "event": "lifting-announced"
                     *         }
                     *       ],
                     *       "restriction": {
                     *         "purposes": [
                     *           "improvement"
                     *         ],
                     *         "inForce": true,
                     *         "liftsAt": "2026-12-08T10:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    keepRestriction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "restriction",
                     *       "status": "completed",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "stopped",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "completed"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "completed"
                     *         },
                     *         {
                     *           "at": "2026-12-01T10:00:00.000Z",
                     *           "event": "lifting-announced"
                     *         },
                     *         {
                     *           "at": "2026-12-02T10:00:00.000Z",
                     *           "event": "lifting-called-off"
                     *         }
                     *       ],
                     *       "restriction": {
                     *         "purposes": [
                     *           "improvement"
                     *         ],
                     *         "inForce": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    previewMail: {
        parameters: {
            query: {
                /** @description Of a refusal, an extension or a pause that you consider. */
                ground?: "identity-not-verified" | "person-not-identifiable" | "manifestly-unfounded" | "manifestly-excessive" | "fraudulent-request" | "rights-of-others" | "legal-obligation" | "legal-claims" | "freedom-of-expression" | "public-interest-task" | "public-health" | "research-archiving-statistics" | "disproportionate-effort" | "complexity" | "high-volume" | "identity-verification" | "clarification-needed" | "consultation" | "format-conversion" | "fee-paid" | "any-stated";
                /** @description Of an answer that you consider. */
                outcome?: "upheld" | "changed" | "withdrawn" | "rejected";
                /** @description Which mail. */
                template: components["schemas"]["PreviewedMail"];
                /** @description Of an extension whose length the law does not say. */
                until?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The mail, without the link to the request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "template": "refusal",
                     *       "locale": "en",
                     *       "subject": "About your request",
                     *       "text": "We cannot do what you asked for."
                     *     }
                     */
                    "application/json": components["schemas"]["MailPreview"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    checkMandate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["MandateCheck"];
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "in-progress",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "running",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "running"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    pauseRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ground": "clarification-needed"
                 *     }
                 */
                "application/json": components["schemas"]["RequestPause"];
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "approval-required",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "uk-gdpr",
                     *       "clock": {
                     *         "state": "paused",
                     *         "pauses": [
                     *           {
                     *             "ground": "clarification-needed",
                     *             "from": "2026-11-25T10:00:00.000Z"
                     *           }
                     *         ]
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "waiting"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    resumeRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "in-progress",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "running",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "running"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    retryRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "access",
                     *       "status": "in-progress",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "running",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "running"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    markTaskDone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
                /**
                 * @description Of the request: `system:` or `recipient:`, and the id of the policy.
                 * @example system:crm
                 */
                task: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "evidence": "Erased by the team of the CRM, ticket 4711; a search finds nothing."
                 *     }
                 */
                "application/json": components["schemas"]["TaskEvidence"];
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "erasure",
                     *       "status": "in-progress",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "running",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "running"
                     *         },
                     *         {
                     *           "system": "memory",
                     *           "status": "completed",
                     *           "action": "erase",
                     *           "counts": {
                     *             "prompt-text": 12
                     *           },
                     *           "found": {
                     *             "prompt-text": 12
                     *           },
                     *           "left": {},
                     *           "selectors": [
                     *             "user-id"
                     *           ],
                     *           "control": {
                     *             "before": 7,
                     *             "after": 7
                     *           },
                     *           "answerBy": "2026-12-01T10:00:00.000Z",
                     *           "endedAt": "2026-11-24T10:00:09.000Z"
                     *         },
                     *         {
                     *           "system": "crm",
                     *           "status": "waiting-for-staff",
                     *           "action": "erase",
                     *           "error": "unreachable",
                     *           "answerBy": "2026-12-01T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    setTaskAside: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
                /**
                 * @description Of the request: `system:` or `recipient:`, and the id of the policy.
                 * @example system:crm
                 */
                task: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The system was shut down in May."
                 *     }
                 */
                "application/json": components["schemas"]["TaskReason"];
            };
        };
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "erasure",
                     *       "status": "in-progress",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "running",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "running"
                     *         },
                     *         {
                     *           "system": "memory",
                     *           "status": "completed",
                     *           "action": "erase",
                     *           "counts": {
                     *             "prompt-text": 12
                     *           },
                     *           "found": {
                     *             "prompt-text": 12
                     *           },
                     *           "left": {},
                     *           "selectors": [
                     *             "user-id"
                     *           ],
                     *           "control": {
                     *             "before": 7,
                     *             "after": 7
                     *           },
                     *           "answerBy": "2026-12-01T10:00:00.000Z",
                     *           "endedAt": "2026-11-24T10:00:09.000Z"
                     *         },
                     *         {
                     *           "system": "crm",
                     *           "status": "waiting-for-staff",
                     *           "action": "erase",
                     *           "error": "unreachable",
                     *           "answerBy": "2026-12-01T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    retryTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
                /**
                 * @description Of the request: `system:` or `recipient:`, and the id of the policy.
                 * @example system:crm
                 */
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *       "kind": "erasure",
                     *       "status": "in-progress",
                     *       "receivedAt": "2026-11-24T10:00:00.000Z",
                     *       "dueAt": "2026-12-24T22:59:59.999Z",
                     *       "jurisdiction": "gdpr",
                     *       "clock": {
                     *         "state": "running",
                     *         "pauses": []
                     *       },
                     *       "tasks": [
                     *         {
                     *           "system": "custos",
                     *           "status": "running"
                     *         },
                     *         {
                     *           "system": "memory",
                     *           "status": "completed",
                     *           "action": "erase",
                     *           "counts": {
                     *             "prompt-text": 12
                     *           },
                     *           "found": {
                     *             "prompt-text": 12
                     *           },
                     *           "left": {},
                     *           "selectors": [
                     *             "user-id"
                     *           ],
                     *           "control": {
                     *             "before": 7,
                     *             "after": 7
                     *           },
                     *           "answerBy": "2026-12-01T10:00:00.000Z",
                     *           "endedAt": "2026-11-24T10:00:09.000Z"
                     *         },
                     *         {
                     *           "system": "crm",
                     *           "status": "waiting-for-staff",
                     *           "action": "erase",
                     *           "error": "unreachable",
                     *           "answerBy": "2026-12-01T10:00:00.000Z"
                     *         }
                     *       ],
                     *       "timeline": [
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "received"
                     *         },
                     *         {
                     *           "at": "2026-11-24T10:00:00.000Z",
                     *           "event": "in-progress"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Request"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    verifyRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "7K3QD-X9M2V"
                 *     }
                 */
                "application/json": components["schemas"]["RequestCode"];
            };
        };
        responses: {
            /** @description Confirmed */
            202: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60"
                     *     }
                     */
                    "application/json": components["schemas"]["RequestConfirmed"];
                };
            };
            404: components["responses"]["not-found"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    readWithheld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a request.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                requestId: string;
            };
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ground": "legal-obligation"
                 *     }
                 */
                "application/json": components["schemas"]["WithheldQuery"];
            };
        };
        responses: {
            /** @description Records, newest first */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "recordId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f61",
                     *           "category": "safety-score",
                     *           "purposes": [
                     *             "safety"
                     *           ],
                     *           "content": {
                     *             "score": 0.97
                     *           },
                     *           "collectedAt": "2026-11-24T10:00:00.000Z",
                     *           "until": "2031-11-24T10:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ExemptRecordList"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    enterRequest: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestOnBehalf"];
            };
        };
        responses: {
            /** @description The request; it waits until it is known who asks, where the kind needs it */
            202: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request": {
                     *         "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *         "kind": "access",
                     *         "status": "identity-required",
                     *         "receivedAt": "2026-11-24T10:00:00.000Z",
                     *         "dueAt": "2026-12-24T22:59:59.999Z",
                     *         "jurisdiction": "gdpr",
                     *         "clock": {
                     *           "state": "running",
                     *           "pauses": []
                     *         },
                     *         "tasks": [
                     *           {
                     *             "system": "custos",
                     *             "status": "waiting"
                     *           }
                     *         ],
                     *         "timeline": [
                     *           {
                     *             "at": "2026-11-24T10:00:00.000Z",
                     *             "event": "received"
                     *           },
                     *           {
                     *             "at": "2026-11-25T09:00:00.000Z",
                     *             "event": "identity-required"
                     *           }
                     *         ],
                     *         "assurance": "none",
                     *         "channel": "letter",
                     *         "needs": {
                     *           "assurance": "email-verified",
                     *           "why": "We do not know yet that this request is yours."
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["EnteredRequest"];
                };
            };
            401: components["responses"]["unauthenticated.recent-authentication-required"];
            403: components["responses"]["scope-missing.second-factor-required"];
            409: components["responses"]["conflict.request-already-open.request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    postSignal: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "user-id",
                 *         "value": "u-1815"
                 *       },
                 *       "gpc": true
                 *     }
                 */
                "application/json": components["schemas"]["OptOutSignal"];
            };
        };
        responses: {
            /** @description What the signal stops; nothing is written where it changes nothing */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The facts of an applicable law were not reviewed: they are advisory.
                         * @constant
                         */
                        advisory?: true;
                        /**
                         * @description The law is the default of the policy; the law of the place of residence is not configured.
                         * @constant
                         */
                        appliedAs?: "default";
                        /**
                         * @description What to show the person: 11 CCR 7025(c)(6). Absent where no law obliges.
                         * @enum {string}
                         */
                        display?: "Opt-Out Request Honored" | "Opt-Out Request Not Honored";
                        honoured: {
                            /**
                             * @description The person had consented: `consent-ended` by the signal, of which they have to be informed, or `consent-kept` because they consented despite it.
                             * @enum {string}
                             */
                            conflict?: "consent-ended" | "consent-kept";
                            purpose: string;
                            /** @enum {string} */
                            state: "given" | "refused" | "withdrawn";
                        }[];
                        jurisdiction: components["schemas"]["Jurisdiction"];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            409: components["responses"]["request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    recordInformed: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key"?: components["parameters"]["idempotency-key-optional"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "user-id",
                 *         "value": "u-1001"
                 *       },
                 *       "recipient": "credit-agency",
                 *       "at": "2026-11-25T09:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["NewInformation"];
            };
        };
        responses: {
            /** @description As it is recorded */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recipient": "credit-agency",
                     *       "categories": [
                     *         {
                     *           "category": "account-profile",
                     *           "since": "2026-11-24T10:00:00.000Z",
                     *           "informBy": "2026-12-28",
                     *           "informedAt": "2026-11-25T09:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["InformedSource"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            409: components["responses"]["request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    registerSubject: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description In whole years. What is kept is the narrowest `ageBand` that it lies in. */
                    age?: number;
                    /**
                     * @description A child below the age of consent of their law needs a person who consents for them. Where that age lies within a band (14 in AT, ES and IT, 15 in FR), send a single year or `age`: else the person counts as a child.
                     * @enum {string}
                     */
                    ageBand?: "12" | "13" | "14" | "15" | "under-13" | "13-to-15" | "16-to-17" | "adult" | "under-12";
                    /** @description Country or subdivision of ISO 3166: `DE`, `US-CA`. Decides whose law applies. */
                    residence?: string;
                    /** @description The person responsible for a child; goes with the `ageBand` of one. Stored encrypted. */
                    responsiblePerson?: components["schemas"]["Identifier"];
                    subject: components["schemas"]["Identifier"];
                };
            };
        };
        responses: {
            /** @description The person was known */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subjectId": "4f9c1f0e-6f0a-4c39-9c0b-0d9f4b9f7f10"
                     *     }
                     */
                    "application/json": components["schemas"]["SubjectReference"];
                };
            };
            /** @description The person was registered */
            201: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subjectId": "4f9c1f0e-6f0a-4c39-9c0b-0d9f4b9f7f10"
                     *     }
                     */
                    "application/json": components["schemas"]["SubjectReference"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            409: components["responses"]["request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    linkSubject: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "email",
                 *         "value": "ada@example.org"
                 *       },
                 *       "other": {
                 *         "type": "user-id",
                 *         "value": "u-1815"
                 *       },
                 *       "assurance": "service-verified"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Whether the service has checked that the identifier is the person’s. A person who can sign in takes `service-verified` only, because they read what is kept under it.
                     * @enum {string}
                     */
                    assurance: "service-verified" | "service-asserted";
                    other: components["schemas"]["Identifier"];
                    subject: components["schemas"]["Identifier"];
                };
            };
        };
        responses: {
            /** @description Both name the person */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subjectId": "4f9c1f0e-6f0a-4c39-9c0b-0d9f4b9f7f10"
                     *     }
                     */
                    "application/json": components["schemas"]["SubjectReference"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    unlinkSubject: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": {
                 *         "type": "email",
                 *         "value": "ada@example.org"
                 *       },
                 *       "other": {
                 *         "type": "user-id",
                 *         "value": "u-1815"
                 *       }
                 *     }
                 */
                "application/json": {
                    other: components["schemas"]["Identifier"];
                    subject: components["schemas"]["Identifier"];
                };
            };
        };
        responses: {
            /** @description The identifier is removed */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "subjectId": "4f9c1f0e-6f0a-4c39-9c0b-0d9f4b9f7f10"
                     *     }
                     */
                    "application/json": components["schemas"]["SubjectReference"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict.request-in-progress.subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    answerCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description As in the path of `answerTo`.
                 * @example 0b0f5a0e-6f0c-4b0e-9a52-6d0b2c5b8f11
                 */
                requestId: string;
                /**
                 * @description As in the path of `answerTo`: `system:crm`.
                 * @example system:crm
                 */
                task: string;
            };
            cookie?: never;
        };
        /** @description At most 16 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "counts": {
                 *         "account-data": 12
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["SystemAnswer"];
            };
        };
        responses: {
            /** @description The answer is taken, now or before. */
            204: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["unauthenticated"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    detectInText: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 2,048 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Write to alex@example.org about the trip."
                 *     }
                 */
                "application/json": {
                    /** @description The language of the text: helps with numbers and dates that countries write differently. */
                    locale?: string;
                    text: string;
                    /** @description What to look for; everything when absent. */
                    types?: ("email" | "phone" | "payment-card" | "iban" | "ip-address" | "mac-address" | "url" | "national-id" | "date-of-birth" | "postal-address" | "person" | "location" | "organisation" | "secret" | "username" | "device-id")[];
                };
            };
        };
        responses: {
            /** @description What was found, in order and without overlap. A text may have more. */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "findings": [
                     *         {
                     *           "type": "email",
                     *           "start": 9,
                     *           "end": 25,
                     *           "score": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        findings: components["schemas"]["TextFinding"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    redactText: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 2,048 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Write to alex@example.org about the trip.",
                 *       "subject": {
                 *         "type": "user-id",
                 *         "value": "u-4711"
                 *       },
                 *       "mode": "pseudonymise"
                 *     }
                 */
                "application/json": {
                    /** @description The language of the text: helps with numbers and dates that countries write differently. */
                    locale?: string;
                    /** @description A conversation; instead of `text`. */
                    messages?: components["schemas"]["TextMessage"][];
                    /**
                     * @description `mask` writes asterisks, `label` the type, `pseudonymise` a pseudonym that `POST /v1/text/restore` turns back, `remove` nothing.
                     * @enum {string}
                     */
                    mode: "mask" | "label" | "pseudonymise" | "remove";
                    /** @description Whose text it is. Needed to pseudonymise: the values are kept under a key of theirs. */
                    subject?: components["schemas"]["Identifier"];
                    /** @description One text. */
                    text?: string;
                    /** @description What to look for; everything when absent. */
                    types?: ("email" | "phone" | "payment-card" | "iban" | "ip-address" | "mac-address" | "url" | "national-id" | "date-of-birth" | "postal-address" | "person" | "location" | "organisation" | "secret" | "username" | "device-id")[];
                };
            };
        };
        responses: {
            /** @description As it was sent, with the findings replaced. It is not anonymous: it may have more personal data. */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "text": "Write to [EMAIL_x7k2m9] about the trip.",
                     *       "findings": [
                     *         {
                     *           "type": "email",
                     *           "start": 9,
                     *           "end": 25,
                     *           "score": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        findings: components["schemas"]["TextFinding"][];
                        messages?: {
                            content: string;
                            role: string;
                        }[];
                        text?: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-not-permitted.processing-frozen.processing-restricted"];
            404: components["responses"]["not-found"];
            409: components["responses"]["subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    restoreText: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 2,048 KiB as sent. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Write to [EMAIL_x7k2m9] about the trip.",
                 *       "subject": {
                 *         "type": "user-id",
                 *         "value": "u-4711"
                 *       },
                 *       "purpose": "inference"
                 *     }
                 */
                "application/json": {
                    /** @description A conversation; instead of `text`. */
                    messages?: components["schemas"]["TextMessage"][];
                    /** @description What the text is restored for; it has to be permitted. */
                    purpose: string;
                    subject: components["schemas"]["Identifier"];
                    /** @description One text. */
                    text?: string;
                };
            };
        };
        responses: {
            /** @description As it was sent, with the values in the place of the pseudonyms */
            200: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "text": "Write to alex@example.org about the trip.",
                     *       "restored": 1,
                     *       "unknown": 0
                     *     }
                     */
                    "application/json": {
                        messages?: {
                            content: string;
                            role: string;
                        }[];
                        /** @description Pseudonyms that were turned back. */
                        restored: number;
                        text?: string;
                        /** @description What reads like a pseudonym and has no value: of another person, ended, or made up by a model. It stays as it is. */
                        unknown: number;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-not-permitted.processing-frozen.processing-restricted"];
            404: components["responses"]["not-found"];
            409: components["responses"]["subject-erased"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    createTrainingSet: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input returns the first response; other input is rejected.
                 * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
                 */
                "Idempotency-Key": components["parameters"]["idempotency-key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description At most 64 KiB as sent. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTrainingSet"];
            };
        };
        responses: {
            /** @description The set is being built */
            202: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "idempotency-replayed": components["headers"]["idempotency-replayed"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "trainingSetId": "0193f1c0-6b20-7a11-8c3d-4e5f60718293",
                     *       "state": "building"
                     *     }
                     */
                    "application/json": components["schemas"]["StartedTrainingSet"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            409: components["responses"]["request-in-progress"];
            413: components["responses"]["payload-too-large"];
            415: components["responses"]["unsupported-media-type"];
            422: components["responses"]["invalid-input.idempotency-key-reused"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    getTrainingSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of a training set.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718293
                 */
                trainingSetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The set */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "trainingSetId": "0193f1c0-6b20-7a11-8c3d-4e5f60718293",
                     *       "state": "ready",
                     *       "purpose": "training",
                     *       "categories": [
                     *         "prompt-text",
                     *         "output-text"
                     *       ],
                     *       "policyVersion": "sha256:2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f",
                     *       "requestedAt": "2026-11-24T10:00:00.000Z",
                     *       "builtAt": "2026-11-24T10:04:10.000Z",
                     *       "expiresAt": "2026-12-24T10:00:00.000Z",
                     *       "people": 412,
                     *       "counts": {
                     *         "prompt-text": 980,
                     *         "output-text": 960
                     *       },
                     *       "excludedBy": {
                     *         "consent-not-given": 5210,
                     *         "consent-withdrawn": 44,
                     *         "training-off": 12
                     *       },
                     *       "left": {
                     *         "2026-11-26": {
                     *           "records": 7,
                     *           "people": 2
                     *         }
                     *       },
                     *       "manifestSha256": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e",
                     *       "merkleRoot": "9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a",
                     *       "manifest": {
                     *         "url": "https://bucket.example.com/training/set.manifest?signature=example",
                     *         "expiresAt": "2026-11-24T10:10:00.000Z"
                     *       },
                     *       "shards": [
                     *         {
                     *           "number": 1,
                     *           "url": "/v1/training-shards/0193f1c0-6b20-7a11-8c3d-4e5f60718293/1",
                     *           "sha256": "7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c",
                     *           "rows": 1000
                     *         },
                     *         {
                     *           "number": 2,
                     *           "url": "/v1/training-shards/0193f1c0-6b20-7a11-8c3d-4e5f60718293/2",
                     *           "sha256": "d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1",
                     *           "rows": 933
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TrainingSet"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    listExclusions: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; the list begins without it. */
                cursor?: string;
                /** @description Most items of a page. */
                limit?: number;
                /** @description `until` of the response before. From five minutes earlier on, so that your clock may be fast: ids can come again. */
                since?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Of a training set.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718293
                 */
                trainingSetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Records that left together are one item */
            200: {
                headers: {
                    "cache-control": components["headers"]["cache-control"];
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "at": "2026-11-25T08:12:30.000Z",
                     *           "recordIds": [
                     *             "019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12"
                     *           ]
                     *         }
                     *       ],
                     *       "until": "2026-11-25T08:12:30.000Z"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["TrainingExclusion"][];
                        /** @description Where the next page begins; absent on the last page. */
                        nextCursor?: string;
                        /**
                         * Format: date-time
                         * @description Send it as `since` the next time, and you miss nothing.
                         */
                        until: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.second-factor-required"];
            404: components["responses"]["not-found"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
    openShard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Of the shard: from 1.
                 * @example 1
                 */
                number: string;
                /**
                 * @description Of a training set.
                 * @example 0193f1c0-6b20-7a11-8c3d-4e5f60718293
                 */
                trainingSetId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everybody whose data the file has was asked about again. A link ends sooner where someone leaves the file: get another one then */
            303: {
                headers: {
                    "cache-control": components["headers"]["no-store"];
                    /** @description The link, which needs no token. */
                    location: string;
                    "x-request-id": components["headers"]["x-request-id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://bucket.example.com/training/0193f1c0-6b20-7a11-8c3d-4e5f60718293.000001.built?signature=example",
                     *       "sha256": "7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c",
                     *       "rows": 1000,
                     *       "expiresAt": "2026-11-24T10:10:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ShardLink"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-frozen"];
            404: components["responses"]["not-found"];
            409: components["responses"]["conflict"];
            422: components["responses"]["invalid-input"];
            429: components["responses"]["too-many-requests"];
            500: components["responses"]["internal-error"];
            503: components["responses"]["temporarily-unavailable"];
        };
    };
}
