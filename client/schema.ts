/* eslint-disable */
// Written by `npm run openapi` from lib/openapi/openapi.json: do not edit.
export interface paths {
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
         * @description Scope `custos/decisions` of a service token. Takes no Idempotency-Key.
         */
        post: operations["decide"];
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
         * @description With the follow-up token of the request. Takes no Idempotency-Key.
         */
        delete: operations["cancelFollowUp"];
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
         * @description With the follow-up token of the request. Takes no Idempotency-Key.
         */
        post: operations["downloadFollowUp"];
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
         * Whether the API answers, and under which policy
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
    "/v1/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public keys of receipts, certificates and checkpoints (RFC 7517)
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
    "/v1/ledger/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What entered the ledger between two times, oldest first
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
    "/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the person stands on every purpose
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
         * Gives, refuses or withdraws; refusing and withdrawing is never turned down
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
         * Delete one record of the caller, at once
         * @description Scope `custos/self` of a subject token. Takes no Idempotency-Key.
         */
        delete: operations["deleteOwnRecord"];
        options?: never;
        head?: never;
        patch?: never;
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
         * Exercise a right: get a copy of your data, or have it erased
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
         * Call a request off, as long as it can be stopped
         * @description Scope `custos/self` of a subject token. Takes no Idempotency-Key.
         */
        delete: operations["cancelMyRequest"];
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
         * @description Scope `custos/self` of a subject token. Takes no Idempotency-Key.
         */
        post: operations["downloadMyExport"];
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
         * The notices in force
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
         * One version of a notice, named by the hash of its texts
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
         * @description Scope `custos/records.read` of a service token. Takes no Idempotency-Key.
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
        post?: never;
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
         * One request of the queue
         * @description Scope `custos/requests` of a staff token.
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
         * @description Scope `custos/requests` of a staff token. Takes no Idempotency-Key.
         */
        post: operations["approveRequest"];
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
         * @description Scope `custos/requests` of a staff token. Takes no Idempotency-Key.
         */
        post: operations["denyRequest"];
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
         * @description Scope `custos/requests` of a staff token. Takes no Idempotency-Key.
         */
        post: operations["retryRequest"];
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
         * Registers a person, or answers who they are; what is declared anew replaces the old
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
         * Adds another identifier of a known person; two known people are never merged
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
         * Removes an identifier of a person, which then names nobody
         * @description Scope `custos/subjects` of a service token. An Idempotency-Key is required.
         */
        post: operations["unlinkSubject"];
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
        /** @description The request conflicts with the current state. */
        ConflictProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
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
             * @description What holds while nothing was said.
             * @enum {string}
             */
            default: "permit" | "deny";
            noticeVersion?: string;
            purpose: string;
            /**
             * Format: date-time
             * @description When the person last said something.
             */
            since?: string;
            /** @enum {string} */
            state: "given" | "refused" | "withdrawn" | "expired" | "needs-renewal" | "not-asked";
        };
        /** @enum {string} */
        ConsentChoice: "given" | "refused" | "withdrawn";
        /** @description One choice; never changed once written. */
        ConsentEvent: {
            /** Format: date-time */
            at: string;
            basis?: components["schemas"]["LegalBasis"];
            givenBy?: components["schemas"]["ConsentGiver"];
            jurisdiction: components["schemas"]["Jurisdiction"];
            locale?: string;
            method?: string;
            noticeVersion?: string;
            /** @description `sha256:` and the content hash of the policy that applied. */
            policyVersion: string;
            /** @enum {string} */
            recordedBy?: "subject" | "service";
            /** Format: uuid */
            recordId: string;
            state: components["schemas"]["ConsentChoice"];
        };
        /**
         * @description Who spoke: the person, who holds parental responsibility, or an agent.
         * @enum {string}
         */
        ConsentGiver: "subject" | "responsible-person" | "authorised-agent";
        ConsentOfCaller: {
            /** @description A language, with or without a region: `en`, `de-AT`. */
            locale?: string;
            /** @description How the person said it, in a word of the client. Required for `given`. */
            method?: string;
            /** @description Required for `given`. */
            notice?: components["schemas"]["NoticeReference"];
            state: components["schemas"]["ConsentChoice"];
        };
        ConsentOfPerson: {
            givenBy?: components["schemas"]["ConsentGiver"];
            /** @description A language, with or without a region: `en`, `de-AT`. */
            locale?: string;
            /** @description How the person said it, in a word of the client. Required for `given`. */
            method?: string;
            /** @description Required for `given`. */
            notice?: components["schemas"]["NoticeReference"];
            /** @description A purpose that the policy declares. */
            purpose: string;
            state: components["schemas"]["ConsentChoice"];
            subject: components["schemas"]["Identifier"];
        };
        Decision: {
            basis?: components["schemas"]["LegalBasis"];
            /** @enum {string} */
            decision: "permit" | "deny";
            /** Format: uuid */
            decisionId: string;
            /** @description What a permit asks of whom it is given to. */
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
        Decisions: {
            items: components["schemas"]["Decision"][];
        };
        Denial: {
            ground: components["schemas"]["RefusalGround"];
            /** @description For the privacy team; stored sealed. */
            note?: string;
        };
        /** @enum {string} */
        DenyReason: "subject-unknown" | "subject-erased" | "processing-restricted" | "purpose-unknown" | "category-not-covered" | "no-legal-basis" | "special-category-condition-missing" | "consent-not-given" | "consent-refused" | "consent-withdrawn" | "consent-expired" | "consent-needs-renewal" | "opted-out" | "objection";
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
        /** @description This Idempotency-Key came with another body. */
        IdempotencyKeyReusedProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
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
        /** @description What a service calls a person by. */
        Identifier: {
            /** @description Who gave the identifier out, where several systems of the operator do. */
            issuer?: string;
            /** @enum {string} */
            type: "user-id" | "email" | "phone" | "device-id";
            /** @description An e-mail address, a telephone number as E.164 has it, or an id of the operator. */
            value: string;
        };
        /** @description Something went wrong on our side. */
        InternalErrorProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
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
            /** @description The `x-request-id` of the answer. */
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
        /**
         * @description Whose law applies to the person.
         * @enum {string}
         */
        Jurisdiction: "gdpr" | "ccpa";
        LedgerEntry: {
            /** Format: date-time */
            at: string;
            /** @description What the entry says, in codes, counts and hashes; the type decides which. */
            codes: {
                noticeVersion?: string;
                purpose: string;
                state: string;
            } | {
                category: string;
                purpose: string;
                reason: string;
            } | {
                /** @constant */
                by: "subject";
                category: string;
            } | {
                table: string;
            } | {
                /** @enum {string} */
                jurisdiction: "gdpr" | "ccpa";
                kind: string;
            } | {
                from: string;
                kind: string;
                to: string;
            } | {
                kind: string;
            } | {
                classes: number;
                withheldGrounds: ("legal-obligation" | "legal-claims" | "public-interest-task")[];
            } | {
                keys: number;
                kids: string[];
            } | {
                objects: number;
                rows: number;
            } | {
                certificateSha256: string;
                residual: number;
            } | {
                /** @enum {string} */
                by: "service" | "subject";
            } | {
                from?: string;
                to: string;
            } | {
                route: string;
            };
            /** @description Binds the entry to a person without naming them; opens with their secret only. */
            commitment?: string;
            /** Format: uuid */
            entryId: string;
            /** @description `sha256:` and the content hash of the policy that applied. */
            policyVersion: string;
            type: components["schemas"]["LedgerEntryType"];
        };
        /** @enum {string} */
        LedgerEntryType: "consent.recorded" | "decision.denied" | "record.deleted" | "retention.unexplained-deletion" | "request.received" | "request.changed" | "request.download-linked" | "erasure.planned" | "erasure.keys-destroyed" | "erasure.purged" | "erasure.certified" | "subject.registered" | "policy.changed" | "staff.read";
        /**
         * @description A ground of GDPR Art. 6(1), or a model of the CCPA: notice, opt-out.
         * @enum {string}
         */
        LegalBasis: "consent" | "contract" | "legal-obligation" | "vital-interests" | "public-task" | "legitimate-interests" | "notice" | "opt-out";
        /** @description A notice without its text. */
        ListedNotice: {
            /** Format: date */
            effectiveFrom: string;
            id: string;
            locales: string[];
            /** @description Whether consents given before it need renewal. */
            material: boolean;
            purposes: string[];
            title: string;
            /** @description First 16 hex digits of the hash of its texts. */
            version: string;
        };
        /** @description Personal data to store. Content and source are stored sealed. */
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
            purposes: string[];
            /** @description Where the data was collected. */
            source?: string;
            subject: components["schemas"]["Identifier"];
        };
        /** @description Nothing was found here. */
        NotFoundProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
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
            /** @description First 16 hex digits of the hash of its texts. */
            version: string;
        };
        /** @description The version of the notice that was shown. */
        NoticeReference: {
            id: string;
            version: string;
        };
        /** @description A newer notice has replaced this one. */
        NoticeSupersededProblem: {
            /** @description The notice to show and ask about again. */
            current?: {
                id: string;
                version: string;
            };
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
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
        /** @enum {string} */
        Obligation: "do-not-disclose";
        OwnRecord: {
            category: string;
            /** Format: date-time */
            collectedAt: string;
            /** @description As it was stored. */
            content: unknown;
            /**
             * Format: date-time
             * @description From here on the record is gone.
             */
            expiresAt: string;
            purposes: string[];
            /** Format: uuid */
            recordId: string;
            source?: string;
        };
        /** @description The body is too large. */
        PayloadTooLargeProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
            requestId: string;
            /** @constant */
            status: 413;
            title: string;
            /** @constant */
            type: "urn:custos:problem:payload-too-large";
        };
        ProblemDetail: {
            /** @description What to change. */
            message: string;
            /** @description RFC 6901 pointer into the body, or `/query/…`, `/path/…`, `/header/…`. */
            pointer: string;
        };
        /** @description Processing is restricted for this person. */
        ProcessingFrozenProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
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
            /** @description The `x-request-id` of the answer. */
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
        Question: {
            /** @description A category of data that the policy declares. */
            category: string;
            /** @description A purpose that the policy declares. */
            purpose: string;
            subject: components["schemas"]["Identifier"];
        };
        /** @description One question, or `items` with up to 100. */
        Questions: {
            /** @description A category of data that the policy declares. */
            category?: string;
            /** @description Several questions at once; then nothing beside it. */
            items?: components["schemas"]["Question"][];
            /** @description A purpose that the policy declares. */
            purpose?: string;
            subject?: components["schemas"]["Identifier"];
        } & (unknown | unknown);
        /** @description Sign in again to do this. */
        RecentAuthenticationRequiredProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description Sign in at most this many seconds ago (RFC 9470). */
            maxAge?: number;
            /** @description The `x-request-id` of the answer. */
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
        Record: {
            category: string;
            /** Format: date-time */
            collectedAt: string;
            /** @description As it was stored. */
            content: unknown;
            /**
             * Format: date-time
             * @description From here on the record is gone.
             */
            expiresAt: string;
            /** Format: uuid */
            recordId: string;
        };
        RecordedConsent: {
            consent: {
                basis?: components["schemas"]["LegalBasis"];
                /**
                 * @description What holds while nothing was said.
                 * @enum {string}
                 */
                default: "permit" | "deny";
                /**
                 * @description What the choice changes for the processing.
                 * @enum {string}
                 */
                effect: "processing-permitted" | "processing-stopped" | "objection-honoured" | "objection-ended" | "recorded-without-effect";
                noticeVersion?: string;
                purpose: string;
                /**
                 * Format: date-time
                 * @description When the person last said something.
                 */
                since?: string;
                /** @enum {string} */
                state: "given" | "refused" | "withdrawn" | "expired" | "needs-renewal" | "not-asked";
            };
            /** @description Compact JWS with the fields of ISO/IEC TS 27560. */
            receipt: string;
        };
        /**
         * @description Why a request may be refused; the law that applies gives some of them.
         * @enum {string}
         */
        RefusalGround: "identity-not-verified" | "person-not-identifiable" | "manifestly-unfounded" | "manifestly-excessive" | "fraudulent-request" | "rights-of-others" | "legal-obligation" | "legal-claims" | "freedom-of-expression" | "public-interest-task" | "public-health" | "research-archiving-statistics" | "disproportionate-effort";
        /** @description A data-subject request: no text, no identifier. */
        Request: {
            /** Format: date-time */
            acknowledgeBy?: string;
            /** @description Compact JWS, `typ: erasure-certificate+jwt`. */
            certificate?: string;
            clock: {
                pauses: {
                    /** Format: date-time */
                    from: string;
                    ground: string;
                    /** Format: date-time */
                    to?: string;
                }[];
                /** @enum {string} */
                state: "running" | "paused" | "stopped";
            };
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
            kind: components["schemas"]["RequestKind"];
            /** @description What the certificate names by `manifestSha256`: SHA-256 over the RFC 8785 form. */
            manifest?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            receivedAt: string;
            refusal?: {
                reasons: string[];
                remedies: {
                    appeal?: string;
                    authority: string;
                    court: string;
                };
            };
            /** Format: uuid */
            requestId: string;
            status: components["schemas"]["RequestStatus"];
            tasks: {
                /** @description Rows per category: exported, or erased. */
                counts?: {
                    [key: string]: number;
                };
                /** @enum {string} */
                error?: "attempt-failed" | "recount-not-believed" | "rows-left-over";
                /** @enum {string} */
                status: "waiting" | "running" | "completed" | "failed" | "cancelled";
                /** @constant */
                system: "custos";
                withheld?: components["schemas"]["WithheldItem"][];
            }[];
            timeline: {
                /** Format: date-time */
                at: string;
                event: components["schemas"]["TimelineEvent"];
            }[];
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
            /** @description The `x-request-id` of the answer. */
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
        /** @description The same request is still being carried out. */
        RequestInProgressProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
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
         * @description Every kind of data-subject request; a deployment says which it carries out.
         * @enum {string}
         */
        RequestKind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "withdraw-consent" | "opt-out-sale-share" | "limit-sensitive" | "opt-out-automated-decision" | "human-review" | "complaint" | "appeal";
        RequestList: {
            items: components["schemas"]["Request"][];
            /** @description Where the next page begins; absent on the last page. */
            nextCursor?: string;
        };
        /** @enum {string} */
        RequestStatus: "received" | "identity-required" | "approval-required" | "in-progress" | "completed" | "partially-completed" | "denied" | "cancelled" | "failed";
        /** @description The access token lacks the scope for this. */
        ScopeMissingProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
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
        /** @description This person was erased. */
        SubjectErasedProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
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
            /** @description Access only: the categories to export; all when absent. */
            categories?: string[];
            corrections?: {
                [key: string]: unknown;
            };
            kind: components["schemas"]["RequestKind"];
            purposes?: string[];
            /** @description For the privacy team; stored sealed. */
            reason?: string;
        };
        SubmittedRequest: {
            /** @description For `Authorization: Custos-Follow-Up <token>`; works without an account. */
            followUpToken: string;
            request: components["schemas"]["Request"];
        };
        /** @description Try again in a moment. */
        TemporarilyUnavailableProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
            requestId: string;
            /** @constant */
            status: 503;
            title: string;
            /** @constant */
            type: "urn:custos:problem:temporarily-unavailable";
        };
        /** @enum {string} */
        TimelineEvent: "received" | "identity-required" | "approval-required" | "in-progress" | "completed" | "partially-completed" | "denied" | "cancelled" | "failed" | "approved" | "retried" | "overdue" | "export-ready" | "export-deleted" | "person-fenced" | "keys-destroyed" | "data-purged" | "erasure-verified" | "certificate-issued" | "overtaken-by-erasure";
        /** @description Too many requests. */
        TooManyRequestsProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
            requestId: string;
            /** @constant */
            status: 429;
            title: string;
            /** @constant */
            type: "urn:custos:problem:too-many-requests";
        };
        /** @description A valid access token is required. */
        UnauthenticatedProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
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
        /** @description The body must be application/json. */
        UnsupportedMediaTypeProblem: {
            detail?: string;
            errors?: components["schemas"]["ProblemDetail"][];
            /** @description The `x-request-id` of the answer. */
            requestId: string;
            /** @constant */
            status: 415;
            title: string;
            /** @constant */
            type: "urn:custos:problem:unsupported-media-type";
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
        /** @description The access token lacks the scope for this. Or: This processing is not permitted. Or: Processing is restricted for this person. */
        "scope-missing.processing-not-permitted.processing-frozen": {
            headers: {
                "cache-control": components["headers"]["no-store"];
                "www-authenticate": components["headers"]["www-authenticate"];
                "x-request-id": components["headers"]["x-request-id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ScopeMissingProblem"] | components["schemas"]["ProcessingNotPermittedProblem"] | components["schemas"]["ProcessingFrozenProblem"];
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
         * @description Within 24 hours the same key with the same input is answered as the first time; with other input it is refused.
         * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
         */
        "idempotency-key": string;
        /**
         * @description Makes it safe to send the call again. Within 24 hours the same key with the same input is answered as the first time; with other input it is refused.
         * @example 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60
         */
        "idempotency-key-optional": string;
        /** @description The `ETag` of the copy at hand. */
        "if-none-match": string;
    };
    requestBodies: never;
    headers: {
        /** @description How long the answer may be stored. */
        "cache-control": string;
        /** @description There when the answer is the first answer to the same Idempotency-Key. */
        "idempotency-replayed": "true";
        /** @description Never stored: the answer tells of one person, or of one call. */
        "no-store": "no-store";
        /** @description Seconds to wait before the same call is sent again. */
        "retry-after": string;
        /** @description The challenge of RFC 6750 or RFC 9470. API Gateway may call it `x-amzn-remapped-www-authenticate`; the document says the same. */
        "www-authenticate": string;
        /** @description Names this call in every log line of ours. */
        "x-request-id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    postConsent: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input is answered as the first time; with other input it is refused.
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
            403: components["responses"]["scope-missing"];
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
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The API answers. Says nothing about what stands behind it. */
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
            /** @description Entries in the order of writing. A page of a long range may be empty: go on while there is a nextCursor. */
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
                     *           }
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
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "purpose": "improvement",
                     *           "state": "given",
                     *           "default": "deny",
                     *           "basis": "consent",
                     *           "since": "2026-11-24T09:00:00.000Z",
                     *           "noticeVersion": "3f6c2a9d1e4b5a70"
                     *         }
                     *       ]
                     *     }
                     */
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
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input is answered as the first time; with other input it is refused.
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
            403: components["responses"]["scope-missing"];
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
                     *           "policyVersion": "sha256:0000000000000000000000000000000000000000000000000000000000000000",
                     *           "locale": "en",
                     *           "method": "privacy-centre",
                     *           "givenBy": "subject",
                     *           "recordedBy": "subject",
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
    getMyNotice: {
        parameters: {
            query?: {
                /** @description A language, with or without a region: `en`, `de-AT`. */
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
                    /**
                     * @example {
                     *       "notice": {
                     *         "id": "privacy",
                     *         "version": "3f6c2a9d1e4b5a70",
                     *         "locale": "en",
                     *         "markdown": "# Privacy notice",
                     *         "effectiveFrom": "2026-11-01",
                     *         "material": true
                     *       },
                     *       "jurisdiction": "gdpr"
                     *     }
                     */
                    "application/json": {
                        jurisdiction: components["schemas"]["Jurisdiction"];
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
            409: components["responses"]["conflict"];
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
                 * @description Makes it safe to send the call again. Within 24 hours the same key with the same input is answered as the first time; with other input it is refused.
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
                 *       "kind": "access"
                 *     }
                 */
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
                    /**
                     * @example {
                     *       "request": {
                     *         "requestId": "0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60",
                     *         "kind": "access",
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
                     *         ]
                     *       },
                     *       "followUpToken": "AZPxwFp-fDqdLhssPU5fYA.c29tZS1yYW5kb20tYnl0ZXM"
                     *     }
                     */
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
    listNotices: {
        parameters: {
            query?: never;
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
                     *           "title": "Privacy notice",
                     *           "purposes": [
                     *             "service-provision",
                     *             "improvement"
                     *           ],
                     *           "locales": [
                     *             "en",
                     *             "de"
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ListedNotice"][];
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
                /** @description A language, with or without a region: `en`, `de-AT`. */
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
            /** @description The document. May be cached for five minutes, then asked for by its ETag. */
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
                 * @description Within 24 hours the same key with the same input is answered as the first time; with other input it is refused.
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
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing.processing-not-permitted.processing-frozen"];
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
                 * @description Within 24 hours the same key with the same input is answered as the first time; with other input it is refused.
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
            403: components["responses"]["scope-missing.processing-not-permitted.processing-frozen"];
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
                /** @description Most items of a page. */
                limit?: number;
                /** @description Requests of this status only. */
                status?: components["schemas"]["RequestStatus"];
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
    readRequest: {
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
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["scope-missing"];
            404: components["responses"]["not-found"];
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
    registerSubject: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Within 24 hours the same key with the same input is answered as the first time; with other input it is refused.
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
                 *       "residence": "DE"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Below 16, others give consent.
                     * @enum {string}
                     */
                    ageBand?: "under-13" | "13-to-15" | "16-to-17" | "adult";
                    /** @description Country or subdivision of ISO 3166: `DE`, `US-CA`. Decides whose law applies. */
                    residence?: string;
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
                 * @description Within 24 hours the same key with the same input is answered as the first time; with other input it is refused.
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
                     * @description Whether the service has checked that the identifier is the person’s.
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
                 * @description Within 24 hours the same key with the same input is answered as the first time; with other input it is refused.
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
}
