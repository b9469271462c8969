//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/events_enum.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'new_endpoint_request.g.dart';

/// Where a server wants to be told.
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [url] - https, and on the public Internet: port 443 or 8443.
/// * [description]
/// * [events] - Which events it is told of; empty: all.
/// * [isLive] - false: it is told of payments of the test mode, and of no others.
@BuiltValue()
abstract class NewEndpointRequest implements Built<NewEndpointRequest, NewEndpointRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  /// https, and on the public Internet: port 443 or 8443.
  @BuiltValueField(wireName: r'url')
  String get url;

  @BuiltValueField(wireName: r'description')
  String? get description;

  /// Which events it is told of; empty: all.
  @BuiltValueField(wireName: r'events')
  BuiltList<EventsEnum>? get events;

  /// false: it is told of payments of the test mode, and of no others.
  @BuiltValueField(wireName: r'is_live')
  bool get isLive;

  NewEndpointRequest._();

  factory NewEndpointRequest([void updates(NewEndpointRequestBuilder b)]) = _$NewEndpointRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NewEndpointRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NewEndpointRequest> get serializer => _$NewEndpointRequestSerializer();
}

class _$NewEndpointRequestSerializer implements PrimitiveSerializer<NewEndpointRequest> {
  @override
  final Iterable<Type> types = const [NewEndpointRequest, _$NewEndpointRequest];

  @override
  final String wireName = r'NewEndpointRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NewEndpointRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    yield r'url';
    yield serializers.serialize(
      object.url,
      specifiedType: const FullType(String),
    );
    if (object.description != null) {
      yield r'description';
      yield serializers.serialize(
        object.description,
        specifiedType: const FullType(String),
      );
    }
    if (object.events != null) {
      yield r'events';
      yield serializers.serialize(
        object.events,
        specifiedType: const FullType(BuiltList, [FullType(EventsEnum)]),
      );
    }
    yield r'is_live';
    yield serializers.serialize(
      object.isLive,
      specifiedType: const FullType(bool),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    NewEndpointRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NewEndpointRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        case r'url':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.url = valueDes;
          break;
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.description = valueDes;
          break;
        case r'events':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(EventsEnum)]),
          ) as BuiltList<EventsEnum>?;
          if (valueDes == null) continue;
          result.events.replace(valueDes);
          break;
        case r'is_live':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.isLive = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  NewEndpointRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NewEndpointRequestBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


