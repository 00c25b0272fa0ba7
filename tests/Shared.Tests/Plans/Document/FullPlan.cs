using System.Text.Json.Nodes;

namespace FamilyPortal.Shared.Tests.Plans.Document;

/// <summary>A small valid plan in which every member of the format is present.</summary>
internal static class FullPlan
{
    public static JsonObject New() => JsonNode.Parse("""
        {
          "format": "family-plan/1",
          "authority": "westmorland-furness",
          "family": { "recordRef": "A/1 b.c_d-2", "name": "Our plan", "service": "child-in-need", "approach": "Signs of Wellbeing" },
          "people": [
            { "id": "anna", "name": "Anna", "role": "parent", "relationship": "Mum", "bornOn": "1990-02-28", "phone": "+447700900201", "email": "anna@example.com",
              "language": "zh-Hans-CN", "textMessages": { "allowed": true, "quietFrom": "21:30", "quietUntil": "07:00", "note": "After school." },
              "keepApartFrom": ["ben"], "access": { "until": "2027-01-31", "revoked": false } },
            { "id": "ben", "name": "Ben", "role": "parent", "relationship": "Dad", "bornOn": "1989-11", "language": "pl", "phone": "+447700900202",
              "textMessages": { "allowed": false, "notSafe": true } },
            { "id": "will", "name": "Will", "role": "worker", "relationship": "Worker", "language": "en-GB" }
          ],
          "plan": {
            "version": 7, "agreedOn": "2026-11-02", "reviewOn": "2026-12-14",
            "summary": [{ "id": "s", "text": "I <3 Nan", "audience": ["everyone"], "translations": { "pl": "Tak", "ar": "\u0646\u0639\u0645" }, "replaces": "s0" }],
            "workingWell": [{ "id": "ww", "kind": "existing-safety", "text": "x", "audience": ["role:parent", "will"], "translations": { "pl": "y" }, "replaces": "ww0" }],
            "worries": [
              { "id": "w1", "kind": "danger-statement", "text": "x", "worriedPeople": [{ "person": "will" }, { "name": "The school" }],
                "behaviour": { "text": "x", "translations": { "pl": "y" } }, "impact": { "text": "x" }, "audience": [], "translations": { "pl": "y" }, "replaces": "w0" },
              { "id": "w2", "kind": "harm", "text": "x" } ],
            "goals": [{ "id": "g", "kind": "safety-goal", "text": "x", "worries": ["w1", "w2"], "askOf": ["anna"], "seenBy": ["will"], "audience": ["anna"], "translations": { "pl": "y" }, "replaces": "g0" }],
            "bottomLines": [{ "id": "b", "text": "x", "audience": ["anna"], "translations": { "pl": "y" }, "replaces": "b0" }],
            "trajectory": [{ "id": "t", "text": "x", "toSee": [{ "text": "x", "translations": { "pl": "y" } }], "by": "2027-03-01", "reachedOn": "2026-10-01", "audience": ["anna"], "translations": { "pl": "y" }, "replaces": "t0" }],
            "nextSteps": [{ "id": "n", "text": "x", "who": ["anna", "will"], "by": "2026-12-01", "done": true, "audience": ["anna"], "translations": { "pl": "y" }, "replaces": "n0" }],
            "network": [{ "id": "r", "text": "x", "person": "anna", "when": { "text": "On Mondays" }, "recurrence": { "rule": "FREQ=WEEKLY;BYDAY=MO,+1TU;UNTIL=20270101", "first": "2026-11-02", "at": "08:30" },
              "backup": "will", "seenBy": ["role:worker"], "audience": ["anna"], "translations": { "pl": "y" }, "replaces": "r0" }],
            "ifThingsGoWrong": [{ "id": "i", "text": "x", "do": { "text": "y" }, "audience": ["anna"], "translations": { "pl": "y" }, "replaces": "i0",
              "call": [{ "emergency": "999" }, { "person": "will", "number": "+447700900203" }, { "person": "will" }, { "name": "Out of hours", "number": "+447700900204" }] }],
            "scales": [{ "id": "q", "text": "x", "lowest": 0, "highest": 10, "zero": { "text": "a" }, "ten": { "text": "b" }, "goals": ["g"], "askOf": ["anna", "role:worker"],
              "every": "P2W", "seenBy": ["anna"], "audience": ["anna"], "translations": { "pl": "y" }, "replaces": "q0" }],
            "meetings": [{ "id": "m", "kind": "court-hearing", "text": "x", "at": "2026-12-03T16:00:00+00:00", "minutes": 60, "where": { "text": "y" }, "who": ["anna", "will"],
              "audience": ["anna"], "translations": { "pl": "y" }, "replaces": "m0" }],
            "wordsAndPictures": [{ "id": "p", "text": "x", "picture": "two-houses", "audience": ["anna"], "translations": { "pl": "y" }, "replaces": "p0" }],
            "takenBack": [{ "id": "z", "on": "2026-11-02", "note": "x" }]
          }
        }
        """)!.AsObject();
}
