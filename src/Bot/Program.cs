using FamilyPortal.Bot;

var app = BotApp.Build(new() { Args = args });
await BotApp.InitialiseAsync(app);
await app.RunAsync();
