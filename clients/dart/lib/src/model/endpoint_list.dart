//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/endpoint.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'endpoint_list.g.dart';

/// EndpointList
///
/// Properties:
/// * [results]
@BuiltValue()
abstract class EndpointList implements Built<EndpointList, EndpointListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<Endpoint> get results;

  EndpointList._();

  factory EndpointList([void updates(EndpointListBuilder b)]) = _$EndpointList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(EndpointListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<EndpointList> get serializer => _$EndpointListSerializer();
}

class _$EndpointListSerializer implements PrimitiveSerializer<EndpointList> {
  @override
  final Iterable<Type> types = const [EndpointList, _$EndpointList];

  @override
  final String wireName = r'EndpointList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    EndpointList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(Endpoint)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    EndpointList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required EndpointListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Endpoint)]),
          ) as BuiltList<Endpoint>;
          result.results.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  EndpointList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = EndpointListBuilder();
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


