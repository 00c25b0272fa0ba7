using System.Text.Json;
using FamilyPortal.Look.Components;
using Shouldly;
using Xunit;

namespace FamilyPortal.Portal.Tests.Look;

/// <summary>
/// Our components emit what govuk-frontend's own templates emit, so that its styles and what its makers learnt from
/// people with assistive technology hold for us. Two attributes are left out on purpose: <c>data-module</c> and
/// <c>data-prevent-double-click</c> start the package's script, which we do not use. Other differences are not in the
/// list below, for these reasons: a length hint is not the live counter (it needs script); a notification's own content
/// may follow its text; a summary row has one action at most and no row knows whether another row has one.
/// </summary>
public class GovukMarkupTests
{
    private const string YesNo = "Have you changed your name?";
    private const string NameHint = "This includes changing your last name or spelling your name differently.";
    private const string NiHint = "It’s on your National Insurance card, benefit letter, payslip or P60. For example, ‘QQ 12 34 56 C’.";
    private static readonly Option[] YesNoOptions = [new("yes", "Yes"), new("no", "No")];

    private static readonly string[][] Rates =
        [["January", "£85", "£95"], ["February", "£75", "£55"], ["March", "£165", "£125"]];

    private static readonly Dictionary<string, Func<Task<string>>> Ours = new()
    {
        ["back-link/default"] = () => Render.HtmlAsync<BackLink>(("Href", "#")),
        ["back-link/with custom text and link"] = () => Render.HtmlAsync<BackLink>(("Href", "/home"), ("Text", "Back to home")),
        ["button/default"] = () => Render.HtmlAsync<Button>(("ChildContent", Render.Text("Save and continue"))),
        ["button/name"] = () => Render.HtmlAsync<Button>(("Name", "start-now"), ("ChildContent", Render.Text("Submit"))),
        ["button/value"] = () => Render.HtmlAsync<Button>(("Value", "start"), ("ChildContent", Render.Text("Submit"))),
        ["button/prevent double click"] = () => Render.HtmlAsync<Button>(("ChildContent", Render.Text("Submit"))),
        ["button/secondary"] = () => Render.HtmlAsync<Button>(("Name", "secondary"), ("Kind", ButtonKind.Secondary), ("ChildContent", Render.Text("Secondary button"))),
        ["button/warning"] = () => Render.HtmlAsync<Button>(("Name", "Warning"), ("Kind", ButtonKind.Warning), ("ChildContent", Render.Text("Warning button"))),
        ["button/link"] = () => Render.HtmlAsync<LinkButton>(("Href", "/"), ("ChildContent", Render.Text("Link button"))),
        ["checkboxes/with error message and hint"] = () => Render.HtmlAsync<Checkboxes>(("Name", "example"), ("Label", "What is your nationality?"), ("Error", "Please select an option"), ("Hint", "If you have dual nationality, select all options that are relevant to you."), ("Options", new Option[] { new("british", "British"), new("irish", "Irish") })),
        ["checkboxes/with hint"] = () => Render.HtmlAsync<Checkboxes>(("Name", "nationality"), ("Label", "What is your nationality?"), ("Hint", "Select all that apply"), ("Options", new Option[] { new("british", "British"), new("irish", "Irish"), new("other", "Citizen of another country") })),
        ["details/default"] = () => Render.HtmlAsync<Details>(("Summary", "Help with nationality"), ("ChildContent", Render.Text(Nationality))),
        ["details/expanded"] = () => Render.HtmlAsync<Details>(("Id", "help-with-nationality"), ("Open", true), ("Summary", "Help with nationality"), ("ChildContent", Render.Text(Nationality))),
        ["error-summary/default"] = () => Render.HtmlAsync<ErrorSummary>(("Errors", Errors(("example.error.1", "The date your passport was issued must be in the past"), ("example.error.2", "Enter a postcode, like AA1 1AA")))),
        ["error-summary/mixed with and without links"] = () => Render.HtmlAsync<ErrorSummary>(("Errors", Errors((null, "Invalid username or password"), ("example.error.1", "Agree to the terms of service to log in")))),
        ["file-upload/default"] = () => Render.HtmlAsync<FileInput>(("Name", "file-upload-1"), ("Label", "Upload a file")),
        ["file-upload/with error message and hint"] = () => Render.HtmlAsync<FileInput>(("Name", "file-upload-3"), ("Label", "Upload a file"), ("Hint", "Your photo may be in your Pictures, Photos, Downloads or Desktop folder. Or in an app like iPhoto."), ("Error", "Error message goes here")),
        ["input/default"] = () => Render.HtmlAsync<TextInput>(("Name", "test-name"), ("Label", "National Insurance number")),
        ["input/with error and hint"] = () => Render.HtmlAsync<TextInput>(("Name", "with-error-hint"), ("Label", "National insurance number"), ("Hint", NiHint), ("Error", "Enter a National Insurance number in the correct format")),
        ["input/with width-10 class"] = () => Render.HtmlAsync<TextInput>(("Id", "input-width-10"), ("Name", "test-width-10"), ("Label", "National insurance number"), ("Hint", NiHint), ("Width", 10)),
        ["input/with label as page heading"] = () => Render.HtmlAsync<TextInput>(("Id", "input-with-page-heading"), ("Name", "test-name"), ("Label", "National Insurance number"), ("IsPageHeading", true)),
        ["input/with autocomplete attribute"] = () => Render.HtmlAsync<TextInput>(("Id", "input-with-autocomplete-attribute"), ("Name", "postcode"), ("Label", "Postcode"), ("Autocomplete", "postal-code")),
        ["input/inputmode"] = () => Render.HtmlAsync<TextInput>(("Name", "with-inputmode"), ("Label", "With inputmode"), ("InputMode", "decimal")),
        ["input/value"] = () => Render.HtmlAsync<TextInput>(("Name", "with-value"), ("Label", "With value"), ("Value", "QQ 12 34 56 C")),
        ["input/custom type"] = () => Render.HtmlAsync<TextInput>(("Name", "with-custom-type"), ("Label", "With custom type"), ("Type", "number")),
        ["inset-text/default"] = () => Render.HtmlAsync<InsetText>(("ChildContent", Render.Text("It can take up to 8 weeks to register a lasting power of attorney if there are no mistakes in the application."))),
        ["notification-banner/default"] = () => Render.HtmlAsync<NotificationBanner>(("Text", "This publication was withdrawn on 7 March 2014.")),
        ["notification-banner/custom title"] = () => Render.HtmlAsync<NotificationBanner>(("Title", "Important information"), ("Text", "This publication was withdrawn on 7 March 2014.")),
        ["notification-banner/with type as success"] = () => Render.HtmlAsync<NotificationBanner>(("Title", "Success"), ("Success", true), ("Text", "Email sent to example@email.com")),
        ["panel/default"] = () => Render.HtmlAsync<Panel>(("Title", "Application complete"), ("ChildContent", Render.Markup("Your reference number<br><strong>HDJ2123F</strong>"))),
        ["panel/title with no body text"] = () => Render.HtmlAsync<Panel>(("Title", "Application complete")),
        ["radios/default"] = () => Render.HtmlAsync<Radios>(("Name", "example-default"), ("Label", YesNo), ("Options", YesNoOptions)),
        ["radios/inline"] = () => Render.HtmlAsync<Radios>(("Name", "example"), ("Label", YesNo), ("Hint", NameHint), ("Inline", true), ("Value", "no"), ("Options", YesNoOptions)),
        ["radios/with hint and error message"] = () => Render.HtmlAsync<Radios>(("Name", "example-error-message-hint"), ("Label", YesNo), ("Hint", NameHint), ("Error", "Please select an option"), ("Options", YesNoOptions)),
        ["radios/with hints on parent and items"] = () => Render.HtmlAsync<Radios>(("Name", "example-multiple-hints"), ("Label", YesNo), ("Hint", NameHint), ("Options", new Option[] { new("yes", "Yes", "Hint for yes option here"), new("no", "No", "Hint for no option here") })),
        ["skip-link/default"] = () => Render.HtmlAsync<SkipLink>(("Href", "#test-target-element")),
        ["summary-list/actions href"] = () => Render.HtmlAsync<SummaryList>(("ChildContent", SummaryRow("Name", "https://www.gov.uk", "Go to GOV.UK", "Firstname Lastname"))),
        ["table/default"] = () => Render.HtmlAsync<Table>(("Rows", Rates), ("NumericFrom", 1)),
        ["table/with firstCellIsHeader true"] = () => Render.HtmlAsync<Table>(("Rows", Rates), ("NumericFrom", 1), ("FirstCellIsHeader", true)),
        ["table/with head"] = () => Render.HtmlAsync<Table>(("Rows", Rates), ("NumericFrom", 1), ("Head", new[] { "Month you apply", "Rate for bicycles", "Rate for vehicles" })),
        ["tag/default"] = () => Render.HtmlAsync<Tag>(("ChildContent", Render.Text("Alpha"))),
        ["tag/green"] = () => Render.HtmlAsync<Tag>(("Tone", Tone.Good), ("ChildContent", Render.Text("Green"))),
        ["tag/yellow"] = () => Render.HtmlAsync<Tag>(("Tone", Tone.Worried), ("ChildContent", Render.Text("Yellow"))),
        ["tag/grey"] = () => Render.HtmlAsync<Tag>(("Tone", Tone.Plain), ("ChildContent", Render.Text("Grey"))),
        ["textarea/default"] = () => Render.HtmlAsync<Textarea>(("Name", "more-detail"), ("Label", "Can you provide more detail?")),
        ["textarea/with default value"] = () => Render.HtmlAsync<Textarea>(("Id", "full-address"), ("Name", "address"), ("Label", "Full address"), ("Value", "221B Baker Street\nLondon\nNW1 6XE\n")),
        ["textarea/with custom rows"] = () => Render.HtmlAsync<Textarea>(("Id", "full-address"), ("Name", "address"), ("Label", "Full address"), ("Rows", 8)),
        ["textarea/with hint and error message"] = () => Render.HtmlAsync<Textarea>(("Name", "with-hint-error"), ("Label", "With hint and error"), ("Hint", "Hint"), ("Error", "Error message")),
        ["textarea/with label as page heading"] = () => Render.HtmlAsync<Textarea>(("Id", "textarea-with-page-heading"), ("Name", "address"), ("Label", "Full address"), ("IsPageHeading", true)),
        ["warning-text/default"] = () => Render.HtmlAsync<WarningText>(("ChildContent", Render.Text("You can be fined up to £5,000 if you don’t register."))),
    };

    private const string Nationality = "We need to know your nationality so we can work out which elections you’re entitled to vote in. If you can’t provide your nationality, you’ll have to send copies of identity documents through the post.";

    public static TheoryData<string> Fixtures => [.. Ours.Keys];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Component_emits_what_govuk_frontend_emits(string fixture)
    {
        var (component, name) = (fixture[..fixture.IndexOf('/')], fixture[(fixture.IndexOf('/') + 1)..]);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "govuk", component + ".json"), TestContext.Current.CancellationToken));
        var theirs = json.RootElement.GetProperty("fixtures").EnumerateArray()
            .Single(f => f.GetProperty("name").GetString() == name).GetProperty("html").GetString()!;

        var ours = await Ours[fixture]();

        string[] ignored = ["data-module", "data-prevent-double-click"];
        Html.Normal(ours, ignored).ShouldBe(Html.Normal(theirs, ignored));
    }

    private static FormErrors Errors(params (string? Field, string Message)[] items)
    {
        var errors = new FormErrors();
        foreach (var (field, message) in items)
        {
            if (field is null) errors.Add(message);
            else errors.Add(field, message);
        }

        return errors;
    }

    private static Microsoft.AspNetCore.Components.RenderFragment SummaryRow(string key, string href, string action, string value) => builder =>
    {
        builder.OpenComponent<SummaryRow>(0);
        builder.AddComponentParameter(1, "Key", key);
        builder.AddComponentParameter(2, "ActionHref", href);
        builder.AddComponentParameter(3, "ActionText", action);
        builder.AddComponentParameter(4, "ActionAbout", "");
        builder.AddComponentParameter(5, "ChildContent", Render.Text(value));
        builder.CloseComponent();
    };
}
