//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'webhook_endpoint_status_enum.g.dart';

/// * `ENABLED` - ENABLED * `DISABLED` - DISABLED
class WebhookEndpointStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ENABLED')
  static const WebhookEndpointStatusEnum ENABLED = _$ENABLED;
  @BuiltValueEnumConst(wireName: r'DISABLED')
  static const WebhookEndpointStatusEnum DISABLED = _$DISABLED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const WebhookEndpointStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<WebhookEndpointStatusEnum> get serializer => _$webhookEndpointStatusEnumSerializer;

  const WebhookEndpointStatusEnum._(String name): super(name);

  static BuiltSet<WebhookEndpointStatusEnum> get values => _$values;
  static WebhookEndpointStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class WebhookEndpointStatusEnumMixin = Object with _$WebhookEndpointStatusEnumMixin;

