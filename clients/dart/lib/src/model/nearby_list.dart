//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/nearby_outlet.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'nearby_list.g.dart';

/// NearbyList
///
/// Properties:
/// * [results]
@BuiltValue()
abstract class NearbyList implements Built<NearbyList, NearbyListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<NearbyOutlet> get results;

  NearbyList._();

  factory NearbyList([void updates(NearbyListBuilder b)]) = _$NearbyList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NearbyListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NearbyList> get serializer => _$NearbyListSerializer();
}

class _$NearbyListSerializer implements PrimitiveSerializer<NearbyList> {
  @override
  final Iterable<Type> types = const [NearbyList, _$NearbyList];

  @override
  final String wireName = r'NearbyList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NearbyList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(NearbyOutlet)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    NearbyList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NearbyListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(NearbyOutlet)]),
          ) as BuiltList<NearbyOutlet>;
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
  NearbyList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NearbyListBuilder();
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


